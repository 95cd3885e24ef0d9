FROM debian:bookworm AS builder

RUN <<EOF
set -e
apt-get update
apt-get install -y --no-install-recommends gcc libc6-dev
EOF

COPY <<EOF /opt/greeter.conf
greeting = Good morning
EOF

WORKDIR /src
COPY greeter.c .
RUN gcc -O2 -o /usr/local/bin/greeter greeter.c

# a release folder with a link to the current one, written to through the link
RUN mkdir -p /srv/greeter/v1 && ln -s /srv/greeter/v1 /srv/greeter/current && echo one > /srv/greeter/current/names
COPY more /srv/greeter/current/more
RUN mkdir -p /var/lib/greeter && echo 3 > /var/lib/greeter/times

RUN useradd --create-home --uid 1234 greeter && chown -R greeter /srv/greeter
USER greeter
RUN mkdir -p ~/notes && echo "made by $(id -un)" > ~/notes/maker && chmod 700 ~/notes

ENV NAME=world
USER root

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /srv /srv/greeter /srv/greeter/current /srv/greeter/current/names \
      /srv/greeter/current/more /home /home/greeter /home/greeter/notes /home/greeter/notes/maker; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/greeter; \
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
COPY --from=builder /opt/greeter.conf /opt/greeter.conf
WORKDIR /src
COPY --from=builder /usr/local/bin/greeter /usr/local/bin/greeter

RUN mkdir -p /srv/greeter/v1 \
 && ln -s /srv/greeter/v1 /srv/greeter/current

COPY --from=builder /srv/greeter/current/names /srv/greeter/current/names
COPY --from=builder /srv/greeter/current/more /srv/greeter/current/more

# written after it was declared: the classic builder would discard it
VOLUME /var/lib/greeter

RUN mkdir -p /var/lib/greeter

COPY --from=builder /var/lib/greeter/times /var/lib/greeter/times

RUN useradd --create-home --uid 1234 greeter \
 && chown -R greeter /srv/greeter

USER greeter

RUN mkdir -p ~/notes \
 && chmod 700 ~/notes

COPY --from=builder /home/greeter/notes/maker /home/greeter/notes/maker

ENV NAME=world
ENTRYPOINT exec greeter "$NAME"
CMD ["a shell form takes no arguments"]
