FROM swift:5.10-jammy AS builder
WORKDIR /app
COPY . .
RUN swift build -c release

# Of the build only programs and resources
RUN find /app/.build -mindepth 1 -maxdepth 1 ! -type l ! -name '*-linux-*' -exec rm -rf {} + \
 && find /app/.build -mindepth 3 -maxdepth 3 ! -name '*.resources' ! -name '*.bundle' ! -name '*.so' -a ! \( -type f -perm /111 \) -exec rm -rf {} +

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /app/.build/release/greet; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      case $lib in */ld*.so.[0-9]|*/libc.so.*|*/libm.so.*|*/libmvec.so.*|*/libpthread.so.*|*/libdl.so.*|*/librt.so.*|*/libresolv.so.*|*/libutil.so.*|*/libanl.so.*|*/libnsl.so.1|/usr/lib/swift/*|/lib/*/libcurl.so.4|/lib/*/libxml2.so.2|/lib/*/libicu*.so.*|/lib/*/libstdc++.so.6|/lib/*/libgcc_s.so.1) continue ;; esac; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM swift:5.10-jammy-slim

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /app/Public /app/Public
COPY --from=builder /app/Sources/greet/Texts /app/Sources/greet/Texts
COPY --from=builder /app/.build /app/.build

CMD [".build/release/greet"]
