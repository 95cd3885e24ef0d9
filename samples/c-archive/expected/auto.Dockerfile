FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN gcc -O2 -o count count.c && tar cJf words.tar.xz words && rm -r words

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /app/start.sh /app/count /app/words.tar.xz; \
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

FROM debian:bookworm-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    xz-utils \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /app/start.sh /app/start.sh
COPY --from=builder /app/count /app/count
COPY --from=builder /app/words.tar.xz /app/words.tar.xz

ENTRYPOINT ["./start.sh"]
CMD ["./count", "/tmp/words/one.txt", "/tmp/words/two.txt"]
