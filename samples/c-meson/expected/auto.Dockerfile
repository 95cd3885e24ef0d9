FROM debian:bookworm AS builder
RUN apt-get update && apt-get install -y --no-install-recommends meson ninja-build gcc libc6-dev pkg-config libsqlite3-dev
WORKDIR /src
COPY . .
RUN meson setup build --prefix=/opt/notes --buildtype=release && ninja -C build && ninja -C build install
WORKDIR /var/lib/notes
ENV PATH=/opt/notes/bin:$PATH

# Intermediate files of the compiler
RUN find /src/build -type f \( -name '*.o' -o -name '*.lo' -o -name '*.obj' -o -name '*.gch' \) -delete

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/ssl/certs/ca-certificates.crt /etc/ld.so.cache; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /opt/notes; \
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
    libsqlite3-0 \
 && rm -rf /var/lib/apt/lists/*

WORKDIR /src
COPY --from=builder /src/data /src/data
COPY --from=builder /src/build /src/build
COPY --from=builder /opt/notes /opt/notes
WORKDIR /var/lib/notes
ENV PATH=/opt/notes/bin:$PATH
ENTRYPOINT ["notes"]
