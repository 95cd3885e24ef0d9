FROM golang:1.23 AS builder

WORKDIR /srv/site
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -v -o site main.go pages.go

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/share/mime/globs2 /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# The shared libraries that it links to
RUN set -e; mkdir -p /runtime; \
    set -- /bin/sh; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; \
      head -c 4096 "$file" > /tmp/head; LC_ALL=C tr -c '!-~' '\n' < /tmp/head > /tmp/words; grep '^/lib.*/ld-' /tmp/words || :; \
    done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" } \
         $1 ~ "^/" { print $1 } \
         $1 == "libc.so.6" { sub("[^/]*$", "", $3); print "/etc/ld.so.cache\n" $3 "libgcc_s.so.1\n" $3 "libresolv.so.2\n" \
             $3 "libnss_dns.so.2\n" $3 "libnss_files.so.2" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in */ld*.so.[0-9]) ;; /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM scratch

COPY --from=builder /runtime/ /
COPY --from=builder /bin/sh /bin/sh

LABEL maintainer="web@example.com"
WORKDIR /srv/site
COPY --from=builder /srv/site/locales /srv/site/locales
COPY --from=builder /srv/site/static /srv/site/static
COPY --from=builder /srv/site/templates /srv/site/templates
COPY --from=builder /srv/site/site /srv/site/site

EXPOSE 8080
CMD ./site
