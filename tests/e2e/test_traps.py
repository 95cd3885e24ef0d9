"""Results with one trap handled wrongly, on purpose: a real engine shows that they fail, and that the samples' probes tell."""

from __future__ import annotations

import pytest

from msbgen import Conversion
from tests.e2e.docker import Lab
from tests.engine import Engine
from tests.samples.sample import context, result, samples

pytestmark = pytest.mark.e2e

_GATHERED = "COPY --from=builder /runtime/ /\n"


def _case(trap: str, sample: str, variant: str, right: str, wrong: str = "") -> object:
    return pytest.param(sample, variant, right, wrong, id=f"{trap}-{sample}-{variant}")


@pytest.mark.trap("1a", "4b", "5", "6", "7", "8", "10a", "11a", "11b", "12b", "12c", "14a", "17", "20a", "23a", "25a", "25b")
@pytest.mark.parametrize(
    ("name", "variant", "right", "wrong"),
    [
        _case("1a", "go-hello", "scratch", "CGO_ENABLED=0 "),
        _case("4b", "python-silent-library", "auto", _GATHERED),
        _case("5", "rust-openssl", "auto", _GATHERED),
        _case("6", "go-tls", "auto", "/etc/ssl/certs/ca-certificates.crt "),
        _case("7", "go-tls", "auto", " /usr/local/go/lib/time/zoneinfo.zip"),
        _case("8", "c-make", "auto", "/etc/passwd /etc/group", "/etc/group"),
        _case("10a", "go-make", "auto", "COPY --from=builder /bin/sh /bin/sh\n"),
        _case("11a", "python-flask", "distroless-python3", "ENTRYPOINT []\n"),
        _case("11b", "node-native", "auto", "COPY --from=builder /usr/local/bin/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh\n"),
        _case("12b", "python-venv-user", "auto", "COPY --from=builder /bin/date /bin/date\n"),
        _case("12c", "c-archive", "auto", "    xz-utils \\\n", "    hostname \\\n"),
        _case("14a", "go-gopath", "auto", "ENV PATH=/go/bin:", "ENV PATH="),
        _case("17", "go-capability", "auto", " && setcap cap_net_bind_service=+ep /bin/low"),
        _case("20a", "python-venv-user", "auto", "COPY --from=builder /opt/venv /opt/venv\n", "COPY --from=builder /opt/venv /opt/env\n"),
        _case("23a", "node-native", "auto", _GATHERED),
        _case("25a", "rust-assets", "auto", "COPY --from=builder /srv/templates /srv/templates\n"),
        _case("25b", "c-heredocs", "auto", "COPY --from=builder /srv/greeter/current/more /srv/greeter/current/more\n"),
    ],
)
def test_the_wrong_way_fails(name: str, variant: str, right: str, wrong: str, engine: Engine) -> None:
    sample = next(s for s in samples() if s.name == name)
    made = result(sample, next(v for v in sample.variants if v.name == variant))
    assert isinstance(made, Conversion)
    assert made.dockerfile.count(right) == 1
    lab = Lab()
    try:
        image = lab.image(made.dockerfile.replace(right, wrong), context(sample.folder))
    except AssertionError:
        return  # it does not even build
    try:
        answers = lab.ask(image, sample)
    except AssertionError:
        return  # it does not even start
    finally:
        lab.remove(image)
    assert [a.wrong for a in answers if a.wrong]
