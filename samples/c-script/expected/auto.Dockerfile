FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y build-essential libgmp-dev python3 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY words.py digits.c ./
RUN gcc -O2 -fopenmp -o /usr/bin/digits digits.c -lgmp
# what this script writes, msbgen does not know
RUN python3 words.py
RUN useradd --create-home reader && chmod 4755 /usr/bin/digits
WORKDIR /home/reader
USER reader
ENV DIGITS=40
USER root

# What only the build needs
RUN set -e; mkdir -p /runtime; \
    find / -xdev '(' -type f -o -type l ')' -name '*.so*' > /tmp/libs; \
    while IFS= read -r lib; do mkdir -p /runtime"${lib%/*}"; cp -pL "$lib" /runtime"$lib" 2>/dev/null || :; done < /tmp/libs; \
    there() { dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" > /tmp/there 2>/dev/null || :; sed -n 's/^.i *//p' /tmp/there; }; \
    set -- build-essential libgmp-dev; \
    apt-get -s autoremove > /tmp/orphans 2>/dev/null || :; orphans=$(sed -n 's/^Remv \([^ ]*\).*/\1/p' /tmp/orphans); \
    sure=1; for name in $orphans $(there libgmp10 libgmpxx4ldbl); do apt-mark manual "$name" || sure=; done; \
    for name in $(there "$@"); do apt-mark auto "$name" || sure=; done; \
    [ -z "$sure" ] || DEBIAN_FRONTEND=noninteractive apt-get autoremove -y --purge || echo "packages of the build stay"; \
    while :; do \
      find / -xdev -path /runtime -prune -o -type f '(' -perm -0100 -o -name '*.so*' ')' -exec ldd {} + > /tmp/ldd 2>&1 || :; \
      awk '/=> not found/ { print $1 }' /tmp/ldd > /tmp/missing; \
      back=; sort -u -o /tmp/missing /tmp/missing; \
      while IFS= read -r lib; do find /runtime -type f -name "$lib"; done < /tmp/missing > /tmp/libs; \
      while IFS= read -r lib; do at=${lib#/runtime}; [ -e "$at" ] || { mkdir -p "${at%/*}"; mv "$lib" "$at"; back=1; }; done < /tmp/libs; \
      [ -n "$back" ] || break; \
    done; \
    rm -rf /runtime /tmp/libs /tmp/ldd /tmp/missing /tmp/there /tmp/orphans

FROM scratch

COPY --from=builder / /
WORKDIR /src
WORKDIR /home/reader
USER reader
ENV DIGITS=40
CMD ["/bin/sh", "-c", "exec /usr/bin/env digits $DIGITS"]
