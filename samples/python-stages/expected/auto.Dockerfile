FROM python:3.12-bookworm AS base
ENV PYTHONUNBUFFERED=1 APP_HOME=/srv/app
WORKDIR $APP_HOME
RUN apt-get update \
 && apt-get install -y --no-install-recommends gcc libpq-dev \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home app

FROM base AS test
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt pytest
COPY . .
RUN pytest -q

FROM base AS builder
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=app:app app.py .
USER app
USER root

# Nothing that runs needs pip
RUN rm -rf /usr/local/lib/python3.*/site-packages/pip /usr/local/lib/python3.*/site-packages/pip-*.dist-info \
 && rm -f /usr/local/bin/pip /usr/local/bin/pip3* \
 && rm -rf /usr/local/lib/python3.*/ensurepip

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/mime.types /etc/passwd /etc/group /etc/nsswitch.conf /etc/services /etc/protocols \
      /etc/host.conf /etc/gai.conf /etc/localtime /etc/timezone /usr/share/zoneinfo \
      /etc/ssl/openssl.cnf /etc/ssl/certs /usr/lib/locale/C.utf8 /usr/lib/locale/C.UTF-8 \
      /lib/terminfo /usr/share/terminfo /usr/lib/x86_64-linux-gnu/ossl-modules \
      /usr/lib/aarch64-linux-gnu/ossl-modules; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /srv /srv/app /srv/app/requirements.txt /srv/app/app.py /home /home/app /tmp /var /var/tmp \
      /var/log /var/lib /var/cache /run /opt /root; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done; \
    find /usr/lib/ssl/ /var/run /var/lock \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that it links to
RUN set -e; mkdir -p /runtime; \
    set -- /usr/local/lib /usr/local/bin; \
    { find -H "$@" -type f -exec grep -l "$(printf '^\177ELF')" {} + || :; } > /tmp/elf; \
    while IFS= read -r file; do ldd "$file" 2>/dev/null || :; \
      head -c 4096 "$file" > /tmp/head; LC_ALL=C tr -c '!-~' '\n' < /tmp/head > /tmp/words; grep '^/lib.*/ld-' /tmp/words || :; \
    done < /tmp/elf > /tmp/ldd; \
    awk '$2 == "=>" && $3 ~ "^/" { print $3; if ($3 !~ "^(/usr)?/lib") print "/etc/ld.so.cache" } \
         $1 ~ "^/" { print $1 } \
         $1 == "libc.so.6" { sub("[^/]*$", "", $3); print "/etc/ld.so.cache\n" $3 "libgcc_s.so.1\n" $3 "libresolv.so.2\n" \
             $3 "libnss_dns.so.2\n" $3 "libnss_files.so.2" }' /tmp/ldd > /tmp/libs; \
    sort -u -o /tmp/libs /tmp/libs; \
    while IFS= read -r lib; do \
      for root; do case $lib in "$root"|"$root"/*) continue 2 ;; esac; done; \
      [ -e "$lib" ] || continue; dir=${lib%/*}; \
      case $lib in */ld*.so.[0-9]) ;; /lib*|*/../*) dir=$(readlink -f "$dir") ;; esac; \
      mkdir -p /runtime"$dir"; cp -pL "$lib" /runtime"$dir/"; \
    done < /tmp/libs; \
    rm -f /tmp/elf /tmp/ldd /tmp/libs /tmp/head /tmp/words

FROM scratch AS app

COPY --from=builder /runtime/ /

ENV PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    LANG=C.UTF-8
ENV PYTHONUNBUFFERED=1 APP_HOME=/srv/app
WORKDIR $APP_HOME
COPY --from=builder /srv/app/requirements.txt /srv/app/requirements.txt
COPY --from=builder /usr/local/lib /usr/local/lib
COPY --from=builder /usr/local/bin /usr/local/bin
COPY --from=builder /srv/app/app.py /srv/app/app.py

USER app
EXPOSE 8080
HEALTHCHECK --interval=2s CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://localhost:8080/ready')"]
CMD ["python", "app.py"]
