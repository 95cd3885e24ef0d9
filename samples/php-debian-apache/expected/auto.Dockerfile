FROM debian:bookworm AS builder

ENV APACHE_RUN_DIR=/run/apache2
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      apache2 \
      build-essential \
      composer \
      libapache2-mod-php \
      php-sqlite3 \
 && rm -rf /var/lib/apt/lists/* \
 && a2enmod rewrite \
 && a2dissite 000-default

COPY site.conf /etc/apache2/sites-available/site.conf
RUN a2ensite site

WORKDIR /srv/counter
COPY tally.c ./
RUN gcc -O2 -o /usr/local/bin/tally tally.c
COPY . .
RUN composer dump-autoload --optimize \
 && mkdir -p data \
 && chown www-data:www-data data

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/tally; \
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
    php-cli \
    php-intl \
    php-mbstring \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /runtime/ /

ENV APACHE_RUN_DIR=/run/apache2

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    apache2 \
    libapache2-mod-php \
    php-sqlite3 \
 && rm -rf /var/lib/apt/lists/*

RUN a2enmod rewrite \
 && a2dissite 000-default

COPY --from=builder /etc/apache2/sites-available/site.conf /etc/apache2/sites-available/site.conf

RUN a2ensite site

WORKDIR /srv/counter
COPY --from=builder /usr/local/bin/tally /usr/local/bin/tally
COPY --from=builder /srv/counter /srv/counter

EXPOSE 80
CMD ["apachectl", "-D", "FOREGROUND"]
