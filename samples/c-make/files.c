#include "files.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *file(const char *path, long *size) {
    char name[256];
    if (strstr(path, ".."))
        return NULL;
    snprintf(name, sizeof name, "www%s", strcmp(path, "/") ? path : "/index.html");
    FILE *f = fopen(name, "r");
    if (!f)
        return NULL;
    fseek(f, 0, SEEK_END);
    *size = ftell(f);
    rewind(f);
    char *text = malloc(*size + 1);
    *size = fread(text, 1, *size, f);
    fclose(f);
    return text;
}
