FROM debian:bookworm AS builder
RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential ruby ruby-dev ruby-webrick zlib1g-dev \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /tmp/checksum
COPY checksum ./
RUN gem build checksum.gemspec \
 && gem install --local checksum-1.0.0.gem
WORKDIR /srv
COPY server.rb ./

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
    ruby \
    ruby-webrick \
    libruby3.1 \
    zlib1g \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /tmp/checksum
COPY --from=builder /tmp/checksum /tmp/checksum
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /var/lib/gems /var/lib/gems
WORKDIR /srv
COPY --from=builder /srv/server.rb /srv/server.rb

EXPOSE 8080
CMD ["ruby", "server.rb"]
