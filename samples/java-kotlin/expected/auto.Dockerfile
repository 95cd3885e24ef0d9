FROM maven:3.9-eclipse-temurin-17 AS builder
WORKDIR /app
COPY pom.xml .
RUN mvn -B dependency:resolve dependency:resolve-plugins
COPY . .
RUN mvn -B package

# A Java runtime: all modules but those of developers' tools
RUN java --list-modules > /tmp/modules \
 && jlink --add-modules "$(awk -F@ '$1 !~ /^jdk[.](compiler|javadoc|jartool|jdeps|jlink|jpackage|jshell|jconsole|jcmd|jstatd|jdi|hotspot[.]agent|editpad|internal[.](ed|le|opt)|rmic|pack|aot|scripting[.]nashorn[.]shell)$/ { printf "%s%s", comma, $1; comma = "," }' /tmp/modules)" --compress=2 --no-header-files --no-man-pages --output /java-runtime \
 && cp -L "$JAVA_HOME/lib/security/cacerts" /java-runtime/lib/security/ \
 && cp -RL "$JAVA_HOME/conf/." /java-runtime/conf/ \
 && rm /tmp/modules

# What the program needs of the system
RUN set -e; cd /; mkdir -p /runtime; \
    set -- /etc/passwd /etc/group /etc/nsswitch.conf /usr/lib/locale /etc/localtime /etc/timezone; for path; do \
      if [ -e "$path" ]; then find -L "$path" -type f ! -exec cp -pL --parents -t /runtime {} \; -print > /tmp/failed; \
        [ ! -s /tmp/failed ]; rm /tmp/failed; fi; \
    done; \
    set -- /tmp /var /var/tmp /var/log /var/lib /var/cache /run /home /opt /srv /root; for path; do \
      if [ -d "$path" ]; then path=$(readlink -f "$path"); mkdir -p /runtime"$path"; \
        chown "$(stat -c %u:%g "$path")" /runtime"$path"; chmod "$(stat -c %a "$path")" /runtime"$path"; fi; \
    done; \
    find /var/run /var/lock \
      -maxdepth 1 -type l -exec cp -a --parents -t /runtime {} + 2>/dev/null || :

# The shared libraries that it links to
RUN set -e; mkdir -p /runtime; \
    set -- /java-runtime; \
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

FROM scratch

COPY --from=builder /runtime/ /

ENV JAVA_HOME=/opt/java/openjdk \
    LANG=en_US.UTF-8 \
    LANGUAGE=en_US:en \
    LC_ALL=en_US.UTF-8 \
    PATH=/opt/java/openjdk/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

COPY --from=builder /java-runtime /opt/java/openjdk
WORKDIR /app
COPY --from=builder /app/target/tides.jar /app/target/tides.jar

EXPOSE 8080
ENTRYPOINT ["java", "-jar", "/app/target/tides.jar"]
