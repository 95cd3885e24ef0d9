FROM haskell:9.8.4-bullseye AS builder

WORKDIR /app
COPY stack.yaml package.yaml ./
RUN stack build --system-ghc --only-dependencies

COPY . .
RUN stack install --system-ghc --local-bin-path /usr/local/bin

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /etc/protocols /etc/services; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/greeter; \
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

FROM debian:bullseye-slim

COPY --from=builder /runtime/ /

ENV LANG=C.UTF-8 \
    PATH=/root/.cabal/bin:/root/.local/bin:/opt/ghc/9.8.4/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /app
COPY --from=builder /app/data /app/data
COPY --from=builder /usr/local/bin/greeter /usr/local/bin/greeter

EXPOSE 8080
CMD ["greeter", "+RTS", "-N2"]
