FROM rust:1.85-bookworm AS builder
WORKDIR /build
# dependencies first
COPY Cargo.toml ./
COPY server/Cargo.toml server/
COPY greeting/Cargo.toml greeting/
COPY admin/Cargo.toml admin/
RUN mkdir -p server/src greeting/src admin/src \
 && echo "fn main() {}" > server/src/main.rs \
 && echo "fn main() {}" > admin/src/main.rs \
 && touch greeting/src/lib.rs \
 && cargo build --release -p server \
 && rm -rf server/src greeting/src admin/src
COPY . .
RUN touch server/src/main.rs greeting/src/lib.rs
RUN cargo build --release -p server
RUN useradd --system --uid 1500 --no-create-home web
RUN mv target/release/server /usr/local/bin/ && chown web /usr/local/bin/server
WORKDIR /
USER web
USER root

# Whose the folders are
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /usr /usr/local /usr/local/bin /usr/local/bin/server /build /build/server \
      /build/server/src /build/greeting /build/greeting/src /build/admin /build/admin/src; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/bin/server; \
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

ENV PATH=/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

WORKDIR /build

RUN useradd --system --uid 1500 --no-create-home web

COPY --from=builder /usr/local/bin/server /usr/local/bin/server
WORKDIR /
USER web
EXPOSE 8080
CMD ["server"]
