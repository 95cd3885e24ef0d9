FROM python:3.12 AS builder

RUN groupadd --system app && useradd --system --gid app --create-home app

RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"

WORKDIR /srv/app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

COPY --chown=app:app . .
RUN chmod +x entrypoint.sh && mkdir -p data && chown app:app /srv/app data

USER app
USER root

# What the program reads of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/mime.types; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /srv /srv/app; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /opt/venv; \
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

FROM python:3.12-slim

COPY --from=builder /runtime/ /

RUN groupadd --system app \
 && useradd --system --gid app --create-home app

# Accounts have the numbers of the builder, as the files that come from there
COPY --from=builder /etc/passwd /etc/group /accounts/

RUN for name in app; do home=$(grep "^$name:" /etc/passwd | cut -d: -f6); [ "$(stat -c %U "$home")" != "$name" ] || chown -R "$(grep "^$name:" /accounts/passwd | cut -d: -f3,4)" "$home"; done \
 && awk -F: -v OFS=: 'NR == FNR { id[$1] = $3; group[$1] = $4; next } /^(app):/ { $3 = id[$1]; $4 = group[$1] } 1' /accounts/passwd /etc/passwd > /accounts/new \
 && cat /accounts/new > /etc/passwd \
 && awk -F: -v OFS=: 'NR == FNR { id[$1] = $3; group[$1] = $4; next } /^(app):/ { $3 = id[$1] } 1' /accounts/group /etc/group > /accounts/new \
 && cat /accounts/new > /etc/group \
 && rm -r /accounts

COPY --from=builder /opt/venv /opt/venv

ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /srv/app
COPY --from=builder /srv/app /srv/app

USER app
EXPOSE 8080
ENTRYPOINT ["./entrypoint.sh"]
CMD ["gunicorn", "--bind", ":8080", "app:application"]
