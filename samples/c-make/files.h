/* Reads a file below www/; the caller frees it. */
char *file(const char *path, long *size);
