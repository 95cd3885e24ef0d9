FROM oven/bun:1.3 AS builder

COPY package.json bun.lock ./
RUN bun install --frozen-lockfile --production
COPY . .

USER bun
USER root

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/passwd /etc/group /etc/nsswitch.conf; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /home /home/bun /usr /usr/local /usr/local/bun-node-fallback-bin /tmp /var /var/tmp \
      /var/log /var/lib /var/cache /run /opt /srv /root; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done; \
    find /usr/local/bin/bunx /usr/local/bun-node-fallback-bin/node /var/run /var/lock \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that it links to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/bun /bin/sh /bin/bash; \
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

ENV BUN_INSTALL_BIN=/usr/local/bin \
    BUN_RUNTIME_TRANSPILER_CACHE_PATH=0

WORKDIR /home/bun/app
COPY --from=builder /bin/sh /bin/sh
COPY --from=builder /bin/bash /bin/bash
COPY --from=builder /usr/local/bin/bun /usr/local/bin/bun
COPY --from=builder /usr/local/bin/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh
COPY --from=builder /home/bun/app /home/bun/app

USER bun
EXPOSE 8080
CMD ["run", "start"]
ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
