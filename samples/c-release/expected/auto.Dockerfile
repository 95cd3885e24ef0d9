FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y curl ca-certificates build-essential
RUN curl -fsSL -o /usr/local/bin/tool https://example.com/tool/v0.54.0/tool-linux-amd64 \
 && chmod +x /usr/local/bin/tool

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr /usr/local /usr/local/bin /usr/local/bin/tool; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/tool; \
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

COPY --from=builder /runtime/ /

RUN apt-get update \
 && apt-get install -y \
    curl \
    ca-certificates \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /usr/local/bin/tool /usr/local/bin/tool

HEALTHCHECK CMD curl -f http://localhost:8080/ || exit 1
ENTRYPOINT ["tool"]
CMD ["serve", "--port=8080"]
