"""Which files of a C or C++ project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["CODE", "is_source"]

CODE = (".c", ".cc", ".cpp", ".cxx", ".c++", ".C", ".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tpp", ".ixx", ".cppm", ".s", ".S", ".asm", ".y", ".l", ".yy", ".ll", ".f", ".f90")
#: files that make, cmake, meson, autotools and the linker read, and objects
_BUILD = (".o", ".obj", ".lo", ".la", ".a", ".gcda", ".gcno", ".gch", ".pch", ".cmake", ".cmake.in", ".h.in", ".hpp.in", ".pc.in", ".am", ".ac", ".m4", ".mk", ".pro", ".vcxproj", ".sln")
#: what people and services around a repository read
_NAMES = frozenset(
    ".clang-format .clang-tidy .clangd .dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .pre-commit-config.yaml .travis.yml CMakeCache.txt "
    "CMakeLists.txt CMakePresets.json CTestTestfile.cmake Dockerfile Doxyfile GNUmakefile Jenkinsfile LICENSE LICENSE.md LICENSE.txt COPYING Makefile Makefile.in build.ninja "
    "conanfile.py conanfile.txt config.guess config.h.in config.log config.status config.sub configure depcomp install-sh libtool ltmain.sh makefile meson.build meson_options.txt "
    "missing vcpkg.json CHANGELOG.md CODE_OF_CONDUCT.md CONTRIBUTING.md SECURITY.md compile_commands.json".split()
)
_FOLDERS = frozenset({".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".vscode", "CMakeFiles"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((*CODE, *_BUILD)):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    return bool(_FOLDERS.intersection(folders))
