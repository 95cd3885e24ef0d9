"""A Java runtime that is linked at the builder's end (jlink, JEP 282), to be carried to a base that has none.

All modules of the JDK go along except those that are tools for developers, which a JRE of the same vendor lacks, too; the
certificates and settings are those of the image. So the runtime can do what the JDK's `java` could, whatever the program looks up
by name.
"""

from __future__ import annotations

from msbgen.data.images import kit_of, lookup
from msbgen.ecosystems.base import Kit
from msbgen.model.plan import Run
from msbgen.understand.scene import Scene

__all__ = ["kit"]

#: modules that hold developers' tools (openjdk/jdk, make/conf/module-loader-map.conf: those neither in BOOT_ nor in PLATFORM_MODULES)
_TOOLS = "compiler|javadoc|jartool|jdeps|jlink|jpackage|jshell|jconsole|jcmd|jstatd|jdi|hotspot[.]agent|editpad|internal[.](ed|le|opt)|rmic|pack|aot|scripting[.]nashorn[.]shell"
#: JEP 282: since Java 9; 11 is the first whose official images are built from the vendors' own archives
_SINCE = 11
#: Temurin's JDKs from 24 on hold no jmods, and link only a runtime that nobody changed (JEP 493; adoptium.net release notes of 24)
_WITHOUT_JMODS = 24
#: size of a linked runtime with compressed modules, in 10⁶ bytes (measured on 11, 17 and 21)
_SIZE = 75.0
_AT = "/java-runtime"
_FILES = ("/usr/lib/locale", "/etc/localtime", "/etc/timezone")
#: until 13 the virtual machine loads it by name for its clock (openjdk/jdk11u, src/hotspot/os/linux/os_linux.cpp, os::Linux::clock_init); glibc 2.34 has it inside
_CLOCK = ("/lib/x86_64-linux-gnu/librt.so.1", "/lib/aarch64-linux-gnu/librt.so.1")
_CLOCK_UNTIL = 13


def kit(scene: Scene) -> Kit | None:
    """The linked runtime, in place of the JDK; None where the image is not known to be able to link one."""
    base = scene.base
    if base is None or base.language != "java" or base.libc != "glibc":
        return None
    home = base.env.get("JAVA_HOME")
    version = base.language_version or ""
    source = kit_of(base)
    if home is None or source is None or not version.isdigit() or int(version) < _SINCE:
        return None
    if home.startswith("/opt/java/") and int(version) >= _WITHOUT_JMODS:
        return None
    repository, _, tag = source.partition(":")
    image = lookup(repository, tag)
    if image is None or image.os not in ("debian", "ubuntu") or image.libc != "glibc":
        return None
    compress = "zip-6" if int(version) >= 21 else "2"
    listed = f"""$(awk -F@ '$1 !~ /^jdk[.]({_TOOLS})$/ {{ printf "%s%s", comma, $1; comma = "," }}' /tmp/modules)"""
    commands = (
        "java --list-modules > /tmp/modules",
        f'jlink --add-modules "{listed}" --compress={compress} --no-header-files --no-man-pages --output {_AT}',
        f'cp -L "$JAVA_HOME/lib/security/cacerts" {_AT}/lib/security/',
        f'cp -RL "$JAVA_HOME/conf/." {_AT}/conf/',
        "rm /tmp/modules",
    )
    step = Run(commands, note="A Java runtime: all modules but those of developers' tools", why="a JDK holds far more than a program needs")
    own = base.reference == source
    return Kit(paths=(_AT,), binaries=(_AT,), programs={name: f"{home}/bin/{name}" for name in ("java", "keytool")},
               files=_FILES + (_CLOCK if int(version) <= _CLOCK_UNTIL else ()), env=("JAVA_HOME", "PATH", "LANG", "LANGUAGE", "LC_ALL"),
               size_mb=_SIZE, steps=(step,), places={_AT: home}, image=None if own else source)  # fmt: skip
