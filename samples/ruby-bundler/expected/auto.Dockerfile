FROM debian:bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends bundler git puma ruby ruby-sinatra \
 && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home app
WORKDIR /srv/app

COPY Gemfile Gemfile.lock ./
COPY greeting greeting
RUN bundle config set --local without test \
 && bundle config set --local frozen true \
 && bundle install --local
COPY . .

USER app
ENV RACK_ENV=production
USER root

# Made only where there is something to put into it
RUN mkdir -p /var/lib/gems

# Packages that gems were unpacked from, and compilers' objects
RUN rm -rf /var/lib/gems/*/cache \
 && find /var/lib/gems -path '*/ext/*.o' -type f -delete

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /var/lib/gems; \
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
    bundler \
    puma \
    ruby \
    ruby-sinatra \
 && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home app

WORKDIR /srv/app
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /var/lib/gems /var/lib/gems
COPY --from=builder /srv/app /srv/app

USER app
ENV RACK_ENV=production
EXPOSE 9292
CMD ["bundle", "exec", "puma", "--bind", "tcp://0.0.0.0:9292", "config.ru"]
