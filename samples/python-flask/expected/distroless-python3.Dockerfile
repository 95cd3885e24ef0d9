FROM python:3.12-trixie AS builder

ENV PYTHONUNBUFFERED=1
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .

# Nothing that runs needs pip
RUN rm -rf /usr/local/lib/python3.*/site-packages/pip /usr/local/lib/python3.*/site-packages/pip-*.dist-info \
 && rm -f /usr/local/bin/pip /usr/local/bin/pip3* \
 && rm -rf /usr/local/lib/python3.*/ensurepip

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/mime.types /etc/passwd /etc/group /etc/nsswitch.conf /etc/services /etc/protocols \
      /etc/host.conf /etc/gai.conf /etc/localtime /etc/timezone /usr/share/zoneinfo \
      /etc/ssl/openssl.cnf /etc/ssl/certs /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8 \
      /usr/lib/terminfo /usr/share/terminfo /usr/lib/x86_64-linux-gnu/ossl-modules \
      /usr/lib/aarch64-linux-gnu/ossl-modules; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    find /usr/lib/ssl/ \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that it links to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib /usr/local/bin /bin/sh; \
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

FROM gcr.io/distroless/python3-debian13

COPY --from=builder /runtime/ /

ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

COPY --from=builder /bin/sh /bin/sh

ENV PYTHONUNBUFFERED=1
WORKDIR /app
COPY --from=builder /usr/local/lib /usr/local/lib
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /app /app

EXPOSE 8080
CMD exec gunicorn --bind :$PORT --workers 1 --threads 4 main:app
ENTRYPOINT []
