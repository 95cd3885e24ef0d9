FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS builder
WORKDIR /app
COPY . .
RUN dotnet publish --runtime linux-x64 --self-contained true -c Release -o /usr/local/greeter -p:PublishSingleFile=true
ENV PATH=$PATH:/usr/local/greeter

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/greeter/Greeter; \
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

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /app/texts /app/texts
COPY --from=builder /usr/local/greeter /usr/local/greeter

ENV PATH=$PATH:/usr/local/greeter
ENTRYPOINT ["Greeter"]
CMD ["Ada"]
USER root
