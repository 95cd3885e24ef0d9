FROM debian:bookworm AS builder

RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates wget \
 && rm -rf /var/lib/apt/lists/*

RUN wget -q https://github.com/conda-forge/miniforge/releases/download/26.3.2-3/Miniforge3-26.3.2-3-Linux-x86_64.sh -O /tmp/miniforge.sh \
 && bash /tmp/miniforge.sh -b -p /opt/conda \
 && rm /tmp/miniforge.sh

RUN /opt/conda/bin/mamba create -y -n tools python=3.12 click \
 && /opt/conda/bin/conda clean -afy
RUN /opt/conda/bin/conda run -n tools pip install --no-cache-dir humanize

WORKDIR /app
COPY size.py .

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
WORKDIR /app
COPY --from=builder /app/size.py /app/size.py

ENTRYPOINT ["/opt/conda/bin/conda", "run", "--no-capture-output", "-n", "tools", "python", "size.py"]
CMD ["1000000"]
