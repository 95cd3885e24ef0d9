FROM golang:1.23 AS builder

WORKDIR /src
COPY . .
RUN mkdir -p /out && CGO_ENABLED=0 go build -o /out/ ./cmd/...
RUN cp /out/* /usr/local/bin/ && rm -rf /out

COPY entrypoint.sh /entrypoint.sh
RUN chmod +x /entrypoint.sh

ENV STATE_FILE=/var/lib/shop/state
WORKDIR /var/lib/shop

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /out /entrypoint.sh; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
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

ENV PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

COPY --from=builder /bin/sh /bin/sh
WORKDIR /src
COPY --from=builder /src/entrypoint.sh /src/entrypoint.sh
COPY --from=builder /src/migrations /src/migrations
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /entrypoint.sh /entrypoint.sh

ENV STATE_FILE=/var/lib/shop/state
WORKDIR /var/lib/shop
ENTRYPOINT ["/entrypoint.sh"]
CMD ["server", "-addr", ":8080"]
