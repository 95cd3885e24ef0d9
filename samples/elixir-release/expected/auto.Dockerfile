FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends elixir erlang-dev && rm -rf /var/lib/apt/lists/*
ENV LANG=C.UTF-8 MIX_ENV=prod
WORKDIR /srv
COPY mix.exs ./
COPY config config
COPY priv priv
RUN mix deps.get --only prod && mix deps.compile
COPY lib lib
COPY rel rel
RUN mix release && chown -R nobody:nogroup _build/prod/rel/greeter
USER nobody
USER root

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr/lib/x86_64-linux-gnu/ossl-modules /usr/lib/aarch64-linux-gnu/ossl-modules; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /srv/_build/prod/rel/greeter; \
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

ENV LANG=C.UTF-8 MIX_ENV=prod
WORKDIR /srv
COPY --from=builder /srv/priv /srv/priv
COPY --from=builder /srv/rel/overlays /srv/rel/overlays
COPY --from=builder --chown=nobody:nogroup /srv/_build/prod/rel/greeter /srv/_build/prod/rel/greeter

USER nobody
EXPOSE 8080
CMD ["_build/prod/rel/greeter/bin/serve"]
