/* Makes a database by its schema and prints what is in it. */
#include <sqlite3.h>
#include <stdio.h>

static int print(void *unused, int count, char **values, char **names) {
    (void)unused, (void)count;
    printf("%s: %s\n", names[0], values[0]);
    return 0;
}

int main(void) {
    char schema[4096];
    FILE *f = fopen("/opt/notes/share/notes/schema.sql", "r");
    if (!f)
        return 2;
    schema[fread(schema, 1, sizeof schema - 1, f)] = 0;
    sqlite3 *db;
    if (sqlite3_open("notes.db", &db) || sqlite3_exec(db, schema, NULL, NULL, NULL))
        return 1;
    return sqlite3_exec(db, "select text from notes", print, NULL, NULL);
}
