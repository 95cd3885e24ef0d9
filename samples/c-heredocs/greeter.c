#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void show(const char *path)
{
    char line[200] = "missing\n";
    FILE *file = fopen(path, "r");
    if (file) {
        if (!fgets(line, sizeof line, file))
            strcpy(line, "empty\n");
        fclose(file);
    }
    printf("%s: %s", path, line);
}

int main(int argc, char **argv)
{
    struct passwd *user = getpwuid(geteuid());
    struct stat notes;
    printf("%s of %d\n", argc > 1 ? argv[1] : "nobody", argc - 1);
    show("/opt/greeter.conf");
    show("/srv/greeter/v1/names");
    show("/srv/greeter/current/more/name");
    show("/var/lib/greeter/times");
    show("/home/greeter/notes/maker");
    if (stat("/home/greeter/notes", &notes) == 0)
        printf("notes: %o of %d\n", notes.st_mode & 07777, (int)notes.st_uid);
    printf("user: %s\n", user ? user->pw_name : "unknown");
    return 0;
}
