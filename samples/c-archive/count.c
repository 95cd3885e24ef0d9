#include <stdio.h>

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "r");
        if (!file) {
            perror(argv[i]);
            return 1;
        }
        int lines = 0;
        for (int c; (c = fgetc(file)) != EOF;)
            lines += c == '\n';
        fclose(file);
        printf("%s: %d words\n", argv[i], lines);
    }
    return 0;
}
