FROM mcr.microsoft.com/dotnet/sdk:8.0-jammy AS builder

RUN apt-get update && apt-get install -y --no-install-recommends clang zlib1g-dev && rm -rf /var/lib/apt/lists/*

WORKDIR /source
COPY . .
RUN dotnet publish -r linux-x64 -c Release -o /app

WORKDIR /app
USER app
USER root

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /app/Clock; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      case $lib in */ld*.so.[0-9]|*/libc.so.*|*/libm.so.*|*/libmvec.so.*|*/libpthread.so.*|*/libdl.so.*|*/librt.so.*|*/libresolv.so.*|*/libutil.so.*|*/libanl.so.*|*/libnsl.so.1|/lib/*/libstdc++.so.6|/lib/*/libgcc_s.so.1|/usr/lib/libstdc++.so.6|/usr/lib/libgcc_s.so.1) continue ;; esac; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-jammy

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    curl \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /

ENV DOTNET_USE_POLLING_FILE_WATCHER=true

WORKDIR /source
COPY --from=builder /app /app
WORKDIR /app
USER app
EXPOSE 8080
HEALTHCHECK CMD curl -fs http://localhost:8080/zone/Europe/Berlin
CMD ["./Clock"]
