FROM ruby:3.3 AS builder

RUN apt-get update -qq \
 && apt-get install -y --no-install-recommends build-essential libpq-dev nodejs npm \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /rails
ENV RAILS_ENV=production \
    BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test

COPY Gemfile Gemfile.lock ./
RUN bundle install

COPY package.json package-lock.json ./
RUN npm ci

COPY . .
RUN bundle exec bootsnap precompile --gemfile app/ \
 && npm run build \
 && SECRET_KEY_BASE_DUMMY=1 ./bin/rails assets:precompile

RUN useradd rails --create-home --shell /bin/bash \
 && chown -R rails:rails db log storage tmp
USER rails
USER root

# Packages that gems were unpacked from, and compilers' objects
RUN rm -rf /usr/local/bundle/ruby/*/cache \
 && find /usr/local/bundle -path '*/ext/*.o' -type f -delete

# What only the making of assets reads
RUN rm -rf /rails/node_modules /rails/tmp/cache/assets

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/services /etc/protocols; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bundle /rails; \
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

FROM ruby:3.3-slim

COPY --from=builder /runtime/ /

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
    libpq5 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /rails
ENV RAILS_ENV=production \
    BUNDLE_DEPLOYMENT=1 \
    BUNDLE_PATH=/usr/local/bundle \
    BUNDLE_WITHOUT=development:test

COPY --from=builder /usr/local/bundle /usr/local/bundle
COPY --from=builder /rails /rails

RUN useradd rails --create-home --shell /bin/bash

USER rails

ENTRYPOINT ["/rails/bin/docker-entrypoint"]
EXPOSE 3000
CMD ["./bin/rails", "server", "-b", "0.0.0.0"]
