"""Image references, by the grammar of the distribution project (`reference`), normalised as Docker does."""

from __future__ import annotations

import re
from functools import cache

from msbgen.errors import UsageError
from msbgen.model.record import record

__all__ = ["DEFAULT_REGISTRY", "ImageRef", "parse"]

DEFAULT_REGISTRY = "docker.io"
_OLD_DEFAULT = "index.docker.io"
_OFFICIAL = "library/"
_MAX_NAME = 255
_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}


@record(frozen=True, slots=True)
class ImageRef:
    """An image: `registry` with its port, `repository` in full ("library/debian"), `tag` and `digest` if given."""

    registry: str
    repository: str
    tag: str | None = None
    #: "sha256:…"
    digest: str | None = None

    @property
    def familiar_name(self) -> str:
        """Without tag and digest, in Docker's short form: "debian", "grafana/grafana", "gcr.io/distroless/static"."""
        if self.registry != DEFAULT_REGISTRY:
            return f"{self.registry}/{self.repository}"
        short = self.repository.removeprefix(_OFFICIAL)
        return self.repository if "/" in short else short

    @property
    def familiar(self) -> str:
        """The reference in Docker's short form, tag and digest as given."""
        tag = f":{self.tag}" if self.tag is not None else ""
        digest = f"@{self.digest}" if self.digest is not None else ""
        return f"{self.familiar_name}{tag}{digest}"

    @property
    def name(self) -> str:
        """The last part of the repository: "static" of "gcr.io/distroless/static"."""
        return self.repository.rpartition("/")[2]

    @property
    def official(self) -> bool:
        """Whether it is one of Docker's official images."""
        return self.registry == DEFAULT_REGISTRY and self.repository.startswith(_OFFICIAL)

    def __str__(self) -> str:
        return self.familiar


@cache
def _grammar() -> re.Pattern[str]:
    label = r"(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
    host = rf"(?:{label}(?:\.{label})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
    component = r"[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
    tag = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
    digest = r"[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}"
    return re.compile(
        rf"(?P<host>{host})/(?P<path>{component}(?:/{component})*)(?::(?P<tag>{tag}))?(?:@(?P<digest>{digest}))?"
    )


def parse(text: str) -> ImageRef:
    """The reference in `text`, which must hold no variables any more.

    Raises UsageError with Docker's reason for what is none.
    """
    if len(text) == 64 and all(char in "0123456789abcdef" for char in text):
        raise _invalid(text, "cannot specify 64-byte hexadecimal strings")
    host, slash, rest = text.partition("/")
    if not slash or not ("." in host or ":" in host or host == "localhost" or host.lower() != host):
        host, rest = DEFAULT_REGISTRY, text
    if host == _OLD_DEFAULT:
        host = DEFAULT_REGISTRY
    if host == DEFAULT_REGISTRY and "/" not in rest:
        rest = _OFFICIAL + rest
    path = rest.partition("@")[0].partition(":")[0]
    if path != path.lower():
        raise _invalid(text, "repository name must be lowercase")
    match = _grammar().fullmatch(f"{host}/{rest}")
    if match is None:
        raise _invalid(text, "invalid reference format")
    if len(match["path"]) > _MAX_NAME:
        raise _invalid(text, f"repository name must not be more than {_MAX_NAME} characters")
    digest = match["digest"]
    if digest is not None:
        algorithm, _, digits = digest.partition(":")
        if algorithm not in _DIGITS:
            raise _invalid(text, "unsupported digest algorithm")
        if len(digits) != _DIGITS[algorithm] or digits != digits.lower():
            raise _invalid(text, "invalid checksum digest format")
    return ImageRef(match["host"], match["path"], match["tag"], digest)


def _invalid(text: str, reason: str) -> UsageError:
    return UsageError(f"{reason}: {text!r}" if text else "an empty image reference")
