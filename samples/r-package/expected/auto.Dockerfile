FROM debian:bookworm AS builder
RUN apt-get update \
 && apt-get install -y --no-install-recommends r-base-core r-base-dev \
 && rm -rf /var/lib/apt/lists/*
COPY distances /usr/src/distances
RUN R CMD INSTALL /usr/src/distances
WORKDIR /srv
COPY serve.R places.csv ./

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib/R/site-library; \
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
 && apt-get install -y --no-install-recommends \
    r-base-core \
    libblas3 \
    libbz2-1.0 \
    libgcc-s1 \
    libicu72 \
    libjpeg62-turbo \
    liblapack3 \
    liblzma5 \
    libncurses6 \
    libncursesw6 \
    libpcre16-3 \
    libpcre2-16-0 \
    libpcre2-32-0 \
    libpcre2-8-0 \
    libpcre2-posix3 \
    libpcre3 \
    libpcre32-3 \
    libpcrecpp0v5 \
    libpng16-16 \
    libreadline8 \
    libstdc++6 \
    libtinfo6 \
    zlib1g \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /usr/src/distances /usr/src/distances
COPY --from=builder /usr/local/lib/R/site-library /usr/local/lib/R/site-library
WORKDIR /srv
COPY --from=builder /srv/serve.R /srv/serve.R
COPY --from=builder /srv/places.csv /srv/places.csv

EXPOSE 8080
CMD ["Rscript", "serve.R"]
