/* Counts down; its exit status is what it counted from. */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv) {
    int from = argc > 1 ? atoi(argv[1]) : 0;
    for (int i = from; i > 0; i--)
        printf("%d\n", i);
    return from;
}
