#include <stdio.h>

int main(void)
{
    long words = 0;
    int inside = 0;
    for (int c = getchar(); c != EOF; c = getchar()) {
        int blank = c == ' ' || c == '\n' || c == '\t';
        words += !blank && !inside;
        inside = !blank;
    }
    printf("%ld\n", words);
    return 0;
}
