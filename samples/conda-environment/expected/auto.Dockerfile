FROM debian:bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends build-essential ca-certificates wget \
 && rm -rf /var/lib/apt/lists/*

RUN wget -q https://github.com/conda-forge/miniforge/releases/download/26.3.2-3/Miniforge3-26.3.2-3-Linux-x86_64.sh -O /tmp/miniforge.sh \
 && bash /tmp/miniforge.sh -b -p /opt/conda \
 && rm /tmp/miniforge.sh
ENV PATH=/opt/conda/bin:$PATH

WORKDIR /app
COPY environment.yml .
RUN conda env create -f environment.yml
ENV PATH=/opt/conda/envs/waves/bin:$PATH

COPY waves.py .

# Conda's cache of packages
RUN rm -rf /opt/conda/pkgs

# The shared libraries that they link to
RUN set -e; mkdir -p /runtime; \
    set -- /opt/conda; \
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
    ca-certificates \
 && rm -rf /var/lib/apt/lists/*

COPY --from=builder /opt/conda /opt/conda

ENV PATH=/opt/conda/bin:$PATH
WORKDIR /app
COPY --from=builder /app/environment.yml /app/environment.yml

ENV PATH=/opt/conda/envs/waves/bin:$PATH

COPY --from=builder /app/waves.py /app/waves.py

EXPOSE 8080
CMD ["gunicorn", "--bind", ":8080", "waves:app"]
