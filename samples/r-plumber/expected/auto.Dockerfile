FROM rocker/r-ver:4.5.3 AS builder

RUN apt-get update && apt-get install -y --no-install-recommends \
    build-essential cmake libcurl4-openssl-dev libsodium-dev zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*
RUN R -e "install.packages(c('plumber', 'jsonlite'), repos = 'https://cloud.r-project.org')"

WORKDIR /app
COPY app.R api.R ./

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib/R/site-library; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      case $lib in */ld*.so.[0-9]|*/libc.so.*|*/libm.so.*|*/libmvec.so.*|*/libpthread.so.*|*/libdl.so.*|*/librt.so.*|*/libresolv.so.*|*/libutil.so.*|*/libanl.so.*|*/libnsl.so.1) continue ;; esac; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM rocker/r-ver:4.5.3

COPY --from=builder /runtime/ /
COPY --from=builder /usr/local/lib/R/site-library /usr/local/lib/R/site-library
WORKDIR /app
COPY --from=builder /app/app.R /app/app.R
COPY --from=builder /app/api.R /app/api.R

EXPOSE 8000
CMD ["Rscript", "app.R"]
