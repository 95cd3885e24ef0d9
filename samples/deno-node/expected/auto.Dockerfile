FROM node:22-bookworm AS builder
RUN npm install -g deno@2.5.6

WORKDIR /srv/app
COPY . .
RUN deno task build

# deno's cache, which may be empty
RUN [ -e /root/.cache/deno ] || mkdir -p /root/.cache/deno

# Links to programs that were installed
RUN set -e; cd /; mkdir -p /runtime; \
    find /usr/local/bin/deno \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib/node_modules/deno; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      case $lib in */ld*.so.[0-9]|*/libc.so.*|*/libm.so.*|*/libmvec.so.*|*/libpthread.so.*|*/libdl.so.*|*/librt.so.*|*/libresolv.so.*|*/libutil.so.*|*/libanl.so.*|*/libnsl.so.1|/lib/*-linux-gnu*/libstdc++.so.6|/lib/*-linux-gnu*/libgcc_s.so.1) continue ;; esac; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM node:22-bookworm-slim

COPY --from=builder /runtime/ /
COPY --from=builder /usr/local/lib/node_modules/deno /usr/local/lib/node_modules/deno
WORKDIR /srv/app
COPY --from=builder /srv/app /srv/app
COPY --from=builder /root/.cache/deno /root/.cache/deno

CMD ["deno", "run", "--allow-net", "--allow-read", "--allow-env", "main.ts"]
