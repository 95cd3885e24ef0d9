FROM ruby:3.3-alpine AS builder

RUN apk add --no-cache postgresql-client tzdata
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN apk add --no-cache --virtual .build-deps build-base postgresql-dev \
 && bundle config set --local deployment true \
 && bundle install \
 && apk del .build-deps \
 && apk add --no-cache libpq
COPY . .

# Packages that gems were unpacked from, and compilers' objects
RUN rm -rf /app/vendor/bundle/ruby/*/cache \
 && find /app/vendor/bundle -path '*/ext/*.o' -type f -delete

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /app/vendor/bundle; \
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

FROM ruby:3.3-alpine

COPY --from=builder /runtime/ /

RUN apk add --no-cache \
    postgresql-client \
    tzdata

WORKDIR /app

RUN apk add --no-cache \
    libpq

COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /app /app

EXPOSE 8080
CMD ["bundle", "exec", "rackup", "--host", "0.0.0.0", "--port", "8080"]
