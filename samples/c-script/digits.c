/* The first digits of e, by the series of 1/n!; their sum is counted by several threads. */
#include <gmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    int wanted = argc > 1 ? atoi(argv[1]) : 20, sum = 0;
    char words[80] = "";
    mpz_t term, total;
    FILE *file = fopen("/usr/share/digits/words", "r");

    if (file != NULL && fgets(words, sizeof words, file) != NULL)
        printf("%s ", words);

    mpz_init(term);
    mpz_init(total);
    mpz_ui_pow_ui(term, 10, wanted + 10);
    for (unsigned long n = 1; mpz_sgn(term) > 0; n++) {
        mpz_add(total, total, term);
        mpz_tdiv_q_ui(term, term, n);
    }
    char *digits = mpz_get_str(NULL, 10, total);
    digits[wanted + 1] = '\0';
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i <= wanted; i++)
        sum += digits[i] - '0';
    printf("%c.%s sum %d\n", digits[0], digits + 1, sum);
    return 0;
}
