FROM node:20 AS builder

WORKDIR /site
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build
RUN npm install -g serve@14

# Modules that only the build loads
RUN rm -rf /site/node_modules

# Links to programs that were installed
RUN set -e; cd /; mkdir -p /runtime; \
    find /usr/local/bin/serve \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib/node_modules/serve; \
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

FROM node:20-slim

COPY --from=builder /runtime/ /
WORKDIR /site
COPY --from=builder /site /site
COPY --from=builder /usr/local/lib/node_modules/serve /usr/local/lib/node_modules/serve

EXPOSE 8080
CMD ["serve", "-s", "dist", "-l", "8080"]
