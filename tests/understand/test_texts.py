"""Scripts that lines of the Dockerfile write, edit, copy, move or link: what the container starts is what then stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from tests.ecosystems.helpers import write

HEAD = "FROM golang:1.22-bookworm\nWORKDIR /src\nCOPY . .\nRUN go build -o /usr/local/bin/server .\n"
SCRIPT = "#!/bin/bash\ngit --version\nexec server\n"
FILES = {"go.mod": "module x\n\ngo 1.22\n", "main.go": "package main\n\nfunc main() {}\n"}
NOT_KNOWN = "what it says then is not known"


def converted(lines: str, folder: Path, script: str = SCRIPT) -> str:
    """The last stage; why there is none where the file is left as it is."""
    result = convert(HEAD + lines, context=write(folder, {**FILES, "docker/start.sh": script}))
    return result.dockerfile.rsplit("\nFROM ", 1)[1] if result.changed else result.diagnostics[0].message


@pytest.mark.parametrize(
    "lines",
    [
        'RUN cp docker/start.sh /start.sh && chmod +x /start.sh\nENTRYPOINT ["/start.sh"]\n',
        'RUN mv docker /opt/docker && install -m 755 /opt/docker/start.sh /usr/local/bin/start\nENTRYPOINT ["start"]\n',
        'RUN ln -s /src/docker/start.sh /usr/local/bin/start\nENTRYPOINT ["start"]\n',
        'RUN cat docker/start.sh > /start.sh\nENTRYPOINT ["sh", "/start.sh"]\n',
        "COPY <<'EOF' /usr/local/bin/start\n" + SCRIPT + 'EOF\nRUN chmod +x /usr/local/bin/start\nENTRYPOINT ["start"]\n',
        "RUN cat > /start.sh <<'EOF'\n" + SCRIPT + 'EOF\nCMD ["bash", "/start.sh"]\n',
        "RUN printf '#!/bin/bash\\ngit --version\\nexec server\\n' > /start.sh\nCMD [\"bash\", \"/start.sh\"]\n",
        "RUN printf '%s\\n' '#!/bin/bash' 'git --version' 'exec server' > /start.sh\nCMD [\"/start.sh\"]\n",
        "RUN echo '#!/bin/bash' > /start.sh && echo 'git --version; exec server' >> /start.sh\nCMD [\"/start.sh\"]\n",
        r'RUN sed -i "s/\r$//" docker/start.sh' + '\nCMD ["bash", "docker/start.sh"]\n',
    ],
)
def test_it_is_followed(lines: str, tmp_path: Path) -> None:
    assert "    git \\\n" in converted(lines, tmp_path)


@pytest.mark.parametrize(
    "lines",
    [
        "RUN sed -i 's/echo hi/git --version/' docker/start.sh\nCMD [\"bash\", \"docker/start.sh\"]\n",
        "RUN sed -i 's/echo hi/git --version/' docker/start.sh && cp docker/start.sh /usr/local/bin/start\nCMD [\"start\"]\n",
        "ARG TOOL=git\nRUN echo \"#!/bin/sh\" > /start.sh && echo \"$(which git)\" >> /start.sh\nCMD [\"/start.sh\"]\n",
        "RUN { echo '#!/bin/sh'; echo git --version; } > /start.sh\nCMD [\"/start.sh\"]\n",
        "RUN echo 'git --version' | tee /usr/local/bin/start\nCMD [\"sh\", \"/usr/local/bin/start\"]\n",
        "RUN echo '#!/bin/sh\\ngit --version' > /start.sh\nCMD [\"/start.sh\"]\n",
        "RUN echo server > /start.sh\nRUN if [ -n \"$X\" ]; then echo 'git --version' > /start.sh; fi\nCMD [\"sh\", \"/start.sh\"]\n",
        "COPY <<EOF /start.sh\n#!/bin/sh\n$TOOL --version\nEOF\nCMD [\"/start.sh\"]\n",
    ],
)
def test_what_it_says_is_not_known(lines: str, tmp_path: Path) -> None:
    assert NOT_KNOWN in converted(lines, tmp_path, "#!/bin/bash\necho hi\nexec server\n")


def test_a_later_copy_takes_its_place(tmp_path: Path) -> None:
    lines = "RUN echo 'git --version' > /start.sh && cp main.go /b.sh\nCOPY docker/start.sh /start.sh\nCOPY docker/start.sh /b.sh\n"
    for start in ("/start.sh", "/b.sh"):
        found = converted(f'{lines}CMD ["bash", "{start}"]\n', tmp_path, "#!/bin/bash\nexec server\n")
        assert NOT_KNOWN not in found
        assert "git" not in found


def chained(folder: Path, scripts: dict[str, str]) -> str:
    result = convert(HEAD + 'COPY s /s\nENTRYPOINT ["/s/a.sh"]\nCMD ["server"]\n', context=write(folder, {**FILES, **{f"s/{n}": "#!/bin/bash\n" + t for n, t in scripts.items()}}))
    return result.dockerfile.rsplit("\nFROM ", 1)[1] if result.changed else result.diagnostics[0].message


def test_scripts_that_start_scripts_are_followed_to_the_end(tmp_path: Path) -> None:
    scripts = {f"{a}.sh": f'exec env X{a}=1 /s/{b}.sh "$@"\n' for a, b in zip("abcdef", "bcdefg", strict=True)}
    assert "    git \\\n" in chained(tmp_path, {**scripts, "g.sh": "git --version\nexec server\n"})


def test_a_script_that_starts_itself_is_followed_once(tmp_path: Path) -> None:
    script = 'if [ "$(id -u)" = 0 ]; then export A=1; exec su-exec nobody "$0" "$@"; fi\ngit --version\nexec "$@"\n'
    result = convert(
        'FROM golang:1.22-bookworm\nRUN apt-get update && apt-get install -y gosu\n' + HEAD.partition("\n")[2] + 'COPY s /s\nENTRYPOINT ["/s/a.sh"]\nCMD ["server"]\n',
        context=write(tmp_path, {**FILES, "s/a.sh": "#!/bin/bash\n" + script.replace("su-exec", "gosu")}),
    )
    assert "    git \\\n" in result.dockerfile
    assert "    gosu \\\n" in result.dockerfile


@pytest.mark.parametrize("line", ['exec "$0" "$@" x', '"$0" "$@" a; "$0" "$@" b; "$0" "$@" c'])
def test_one_that_goes_on_for_ever_is_not_followed(line: str, tmp_path: Path) -> None:
    assert "start one another" in chained(tmp_path, {"a.sh": f"{line}\nexec server\n"})
