FROM perl:5.40 AS builder

WORKDIR /app
RUN cpanm --notest Carton
COPY cpanfile ./
RUN carton install
COPY . .

ENV PERL5LIB=/app/local/lib/perl5 PATH=/app/local/bin:$PATH

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib/perl5/site_perl /app/local; \
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

FROM perl:5.40-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libmariadb3 \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /
WORKDIR /app
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /usr/local/lib/perl5/site_perl /usr/local/lib/perl5/site_perl
COPY --from=builder /app /app

ENV PERL5LIB=/app/local/lib/perl5 PATH=/app/local/bin:$PATH
EXPOSE 3000
CMD ["hypnotoad", "-f", "script/todo"]
