"""Which files of a C or C++ project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["CODE", "is_source"]

CODE = (".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp", ".ixx", ".cppm", ".s", ".S", ".asm", ".y", ".l", ".yy", ".ll", ".f", ".f90")
#: files that make, cmake, meson, autotools and the linker read, and objects
_BUILD = (".o", ".obj", ".lo", ".la", ".a", ".gcda", ".gcno", ".gch", ".pch", ".cmake", ".cmake.in", ".h.in", ".hpp.in", ".pc.in", ".am", ".ac", ".m4", ".mk", ".pro", ".vcxproj", ".sln")
#: what people and services around a repository read
_NAMES = frozenset(
    ".clang-tidy .clangd CMakeCache.txt CMakeLists.txt CMakePresets.json CTestTestfile.cmake Doxyfile GNUmakefile Makefile Makefile.in build.ninja conanfile.py "
    "conanfile.txt config.guess config.h.in config.log config.status config.sub configure depcomp install-sh libtool ltmain.sh makefile meson.build meson_options.txt "
    "missing vcpkg.json compile_commands.json".split()
)
_FOLDERS = frozenset({"CMakeFiles"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    return name in _NAMES or name.endswith((*CODE, *_BUILD)) or not _FOLDERS.isdisjoint(folders) or is_around(path)
