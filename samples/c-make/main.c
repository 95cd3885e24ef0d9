/* A small web server: files below www/, and /whoami. */
#include "files.h"
#include <arpa/inet.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
    int on = 1, server = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons(argc > 1 ? atoi(argv[1]) : 8080)};
    setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(server, (struct sockaddr *)&at, sizeof at) || listen(server, 8))
        return 1;
    for (;;) {
        char request[2048] = "", path[1024] = "/";
        int client = accept(server, NULL, NULL);
        if (client < 0)
            continue;
        if (read(client, request, sizeof request - 1) > 0)
            sscanf(request, "GET %1023s", path);
        long size = 0;
        char *body;
        if (!strcmp(path, "/whoami")) {
            struct passwd *user = getpwuid(getuid());
            body = strdup(user ? user->pw_name : "nobody knows");
            size = strlen(body);
        } else
            body = file(path, &size);
        dprintf(client, "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %ld\r\nConnection: close\r\n\r\n", body ? "200 OK" : "404 Not Found", size);
        if (body && write(client, body, size) < 0)
            perror("write");
        free(body);
        close(client);
    }
}
