"""Traps of what the container needs when it runs, and of what the build leaves behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Refused
from tests.plan.toy import Toy
from tests.traps.made import GO, JAVA, builder, context, gathered, made, refusal, runtime

HEAD = "FROM debian:bookworm\nWORKDIR /app\nCOPY . .\n"
TAIL = 'CMD ["/app/a.out"]\n'
BUILD = "FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\n"


@pytest.mark.trap("4a")
def test_only_the_libraries_of_development_packages(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    result = runtime(made(f"{HEAD}RUN apt-get update && apt-get install -y gcc libpq-dev default-libmysqlclient-dev\nRUN toycc\n{TAIL}", "slim"))
    assert "libpq5" in result
    assert "libmariadb3" in result  # through another -dev package
    assert "-dev" not in result
    assert "gcc" not in result


@pytest.mark.trap("4b", "23a")
def test_libraries_that_the_full_image_had_are_asked_for(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    assert "ldd" in builder(made(f"FROM debian:bookworm\nWORKDIR /app\nCOPY . .\nRUN toycc\n{TAIL}", "slim"))
    assert "ldd" not in builder(made(f"{HEAD}RUN toycc --static\n{TAIL}", "slim"))


@pytest.mark.trap("6")
@pytest.mark.parametrize(("code", "needed"), [('http.Get("https://x")', True), ('http.ListenAndServe(":80", nil)', False)])
def test_a_tls_client_needs_authorities(tmp_path: Path, code: str, needed: bool) -> None:
    files = {**GO, "main.go": f'package main\n\nimport "net/http"\n\nfunc main() {{ {code} }}\n'}
    result = made(f'{BUILD}CMD ["/m"]\n', "scratch", context(tmp_path, files))
    assert ("/etc/ssl/certs/ca-certificates.crt" in builder(result)) is needed


@pytest.mark.trap("7")
@pytest.mark.parametrize(("line", "needed"), [("ENV TZ=Europe/Vienna\n", True), ("ENV TZ=UTC\n", False), ("", False)])
def test_zones_that_a_variable_names(toy: Toy, line: str, needed: bool) -> None:
    result = made(f"{HEAD}{line}RUN toycc --static\n{TAIL}", "scratch")
    assert ("/usr/share/zoneinfo" in builder(result)) is needed


@pytest.mark.trap("9a")
def test_scratch_has_the_usual_folders(tmp_path: Path) -> None:
    files = {**GO, "main.go": 'package main\n\nimport "os"\n\nfunc main() { os.CreateTemp("", "x") }\n'}
    assert "/tmp" in gathered(made(f'{BUILD}CMD ["/m"]\n', "scratch", context(tmp_path, files))).folders


@pytest.mark.trap("10b")
def test_a_shell_form_entrypoint_keeps_its_shell(tmp_path: Path) -> None:
    result = runtime(made(f'{BUILD}ENTRYPOINT exec /m $OPTIONS\nCMD ["never"]\n', "scratch", context(tmp_path, GO)))
    assert "COPY --from=builder /bin/sh /bin/sh\n" in result
    assert "ENTRYPOINT exec /m $OPTIONS\n" in result


@pytest.mark.trap("12b")
def test_programs_that_an_entrypoint_script_calls(tmp_path: Path) -> None:
    script = "#!/bin/bash\nset -e\nif [ -n \"$WAIT\" ]; then until pg_isready; do sleep 1; done; fi\nenvsubst < /t > /etc/c\nexec /m \"$@\"\n"
    text = BUILD + 'RUN apt-get update && apt-get install -y gettext-base postgresql-client\nENTRYPOINT ["./start.sh"]\n'
    result = runtime(made(text, where=context(tmp_path, {**GO, "start.sh": script})))
    assert "gettext-base" in result
    assert "postgresql-client" in result
    assert "COPY --from=builder /app/start.sh /app/start.sh\n" in result
    unknown = made(text, where=context(tmp_path / "b", {**GO, "start.sh": script.replace("envsubst", "frobnicate")}))
    assert "frobnicate" in refusal(unknown)


@pytest.mark.trap("12c")
@pytest.mark.parametrize(
    ("command", "needed"),
    [
        ("tar xJf a.tar.xz", "    xz-utils \\\n"),
        ("curl -fsS https://example.org/", "/etc/ssl/certs/ca-certificates.crt"),
        ("git pull", "/etc/ssl/certs/ca-certificates.crt"),
        ("curl -fsS http://localhost/", None),
        ("tar xzf a.tgz", None),
    ],
)
def test_what_the_programs_of_a_script_take_beside_themselves(tmp_path: Path, command: str, needed: str | None) -> None:
    result = made(f'{BUILD}ENTRYPOINT ["./start.sh"]\n', "slim", context(tmp_path, {**GO, "start.sh": f"#!/bin/sh\n{command}\nexec /m\n"}))
    assert result.changed
    found = [word for word in ("    xz-utils \\\n", "/etc/ssl/certs/ca-certificates.crt") if word in result.dockerfile]
    assert found == ([needed] if needed is not None else [])


@pytest.mark.trap("6", "12c")
def test_a_program_that_the_sources_start_needs_authorities(tmp_path: Path) -> None:
    code = 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("git", "fetch").Run() }\n'
    result = made(f'{BUILD}CMD ["/m"]\n', "slim", context(tmp_path, {**GO, "main.go": code}))
    assert "    git \\\n" in runtime(result)
    assert "/etc/ssl/certs/ca-certificates.crt" in builder(result)


@pytest.mark.trap("12a")
def test_the_interpreter_of_an_entrypoint_script(tmp_path: Path) -> None:
    text = BUILD + 'ENTRYPOINT ["./start"]\n'
    for first, ok in (("#!/bin/sh", True), ("#!/usr/bin/env bash", True), ("#!/usr/bin/fish", False), ("#!/usr/bin/env -S perl -w", False), ("#!/usr/bin/perl", False)):
        where = context(tmp_path / first.replace("/", "_"), {**GO, "start": f"{first}\nexec /m\n"})
        assert made(text, where=where).changed is ok, first


@pytest.mark.trap("13a", "13b")
@pytest.mark.parametrize("command", ["curl -f http://localhost/", "wget -q --spider http://localhost/"])
def test_the_health_check_s_program_is_there(tmp_path: Path, command: str) -> None:
    name = command.partition(" ")[0]
    text = f'{BUILD}HEALTHCHECK --interval=5s CMD {command} || exit 1\nCMD ["/m"]\n'
    where = context(tmp_path, GO)
    assert f"COPY --from=builder /usr/bin/{name} /usr/bin/{name}\n" in runtime(made(text, "scratch", where))
    assert f"    {name} \\\n" in runtime(made(text, "slim", where))
    exec_form = text.replace(f"CMD {command} || exit 1", "CMD [" + ", ".join(f'"{w}"' for w in command.split()) + "]")
    assert f"/usr/bin/{name}\n" in runtime(made(exec_form, "scratch", where))
    # a slim base never had it, so the check has always failed: nobody knows what should be there
    assert not made(text.replace("golang:1.22-bookworm", "debian:bookworm-slim").replace("go build -o", "true"), where=where).changed


@pytest.mark.trap("15b")
def test_an_argument_of_the_build_stays_there(tmp_path: Path) -> None:
    text = BUILD.replace("RUN", 'ARG TOKEN\nRUN git config --global url."https://$TOKEN@example.org/".insteadOf https://example.org/ &&') + 'CMD ["/m"]\n'
    result = made(text, where=context(tmp_path, GO))
    assert "TOKEN" not in runtime(result)
    assert ".gitconfig" not in runtime(result)
    assert [d.code for d in result.diagnostics] == []


@pytest.mark.parametrize(
    ("line", "files"),
    [
        ("RUN git config --global --add safe.directory '*'", ["/root/.gitconfig"]),
        ("RUN useradd -m app\nUSER app\nRUN git config --global user.name a\nUSER root", ["/home/app/.gitconfig"]),
        ("RUN git config --system user.name a", ["/etc/gitconfig"]),
        ("RUN git config --global --get user.name || true", []),
    ],
)
def test_settings_of_git_go_where_git_goes(line: str, files: list[str], tmp_path: Path) -> None:
    code = 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("git", "status").Run() }\n'
    result = made(BUILD.replace("RUN", f"{line}\nRUN") + 'CMD ["/m"]\n', "auto", context(tmp_path, {**GO, "main.go": code}))
    assert "    git \\\n" in runtime(result)
    assert [f for f in gathered(result).files if "gitconfig" in f] == files


@pytest.mark.trap("15b")
@pytest.mark.parametrize(
    ("lines", "warned"),
    [("ENV NPM_TOKEN=abc\n", True), ("ARG T\nENV API_KEY=$T\n", True), ("ENV PUBLIC_KEY=x\n", False), ("ENV KEYBOARD=x MONKEY=y\n", False), ("ENV TOKEN=\n", False)],
)
def test_a_secret_in_the_configuration_is_told(toy: Toy, lines: str, warned: bool) -> None:
    result = made(f"{HEAD}{lines}RUN toycc --static\n{TAIL}")
    assert lines.split("\n")[-2] in runtime(result)  # the program may read it: leaving it out would be a guess
    assert ("MSB221" in [d.code for d in result.diagnostics]) is warned


@pytest.mark.trap("15c")
def test_a_secret_mount_is_the_builder_s(tmp_path: Path) -> None:
    text = "# syntax=docker/dockerfile:1\n" + BUILD.replace("RUN", "RUN --mount=type=secret,id=netrc,target=/root/.netrc --mount=type=ssh") + 'CMD ["/m"]\n'
    result = made(text, where=context(tmp_path, GO))
    assert "--mount=type=secret,id=netrc,target=/root/.netrc --mount=type=ssh" in builder(result)
    assert "mount" not in runtime(result)
    assert ".netrc" not in runtime(result)


@pytest.mark.trap("15c")
def test_what_reads_a_secret_is_not_run_again(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    again = f"{HEAD}RUN toycc\nRUN {{}}useradd -p $(cat /run/secrets/p) app\n{TAIL}"
    assert "useradd" in runtime(made(again.format("").replace("$(cat /run/secrets/p)", "x"), "slim"))
    assert not made(again.format("--mount=type=secret,id=p ")).changed


@pytest.mark.trap("16b")
def test_what_a_user_made_stays_the_user_s(tmp_path: Path) -> None:
    lines = "RUN useradd -m app\nUSER app\nRUN mkdir -p /home/app/data && touch /home/app/data/x\n"
    result = made(f'{BUILD}{lines}CMD ["/m"]\n', "scratch", context(tmp_path, GO))
    assert {"/home/app", "/home/app/data"} <= set(gathered(result).folders)
    assert "COPY --from=builder /home/app/data/x /home/app/data/x\n" in runtime(result)
    own = builder(result).index("/runtime")
    assert builder(result).rindex("USER root", 0, own) > builder(result).index("USER app")


@pytest.mark.trap("16b")
def test_a_folder_that_a_user_made_is_the_user_s(toy: Toy) -> None:
    result = made(f"{HEAD}RUN toycc --static && useradd -m app\nUSER app\nRUN git clone https://example.org/r /home/app/r\n{TAIL}")
    assert "COPY --from=builder /home/app/r /home/app/r\n" in runtime(result)
    assert "/home/app/r" in gathered(result).folders  # a COPY would make it root's


@pytest.mark.trap("16b")
def test_a_run_after_user_runs_again_as_that_user(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    result = runtime(made(f"{HEAD}RUN toycc && useradd -m app\nUSER app\nRUN mkdir -p /home/app/data\n{TAIL}", "slim"))
    assert result.index("useradd -m app") < result.index("USER app") < result.index("mkdir -p /home/app/data")


@pytest.mark.trap("18")
def test_what_is_written_into_a_volume(toy: Toy, tmp_path: Path) -> None:
    where = context(tmp_path, {"a.toy": ""})
    result = made(f"{HEAD}RUN toycc --static\nVOLUME /data\nRUN mkdir -p /data && echo hi > /data/hi\n{TAIL}", where=where)
    assert "VOLUME" not in builder(result)  # the classic builder would discard what is written there
    assert "COPY --from=builder /data/hi /data/hi\n" in runtime(result)
    assert "RUN" not in runtime(result)


@pytest.mark.trap("19a")
def test_what_lies_in_a_cache_mount_is_no_result(tmp_path: Path) -> None:
    text = BUILD.replace("RUN go build -o /m", "RUN --mount=type=cache,target=/out go build -o /out/m")
    where = context(tmp_path, GO)
    assert not made(f'{text}CMD ["/out/m"]\n', where=where).changed  # the image had no such program
    copied = made(text.replace("/out/m", "/out/m && cp /out/m /m") + 'CMD ["/m"]\n', where=where)
    assert "COPY --from=builder /m /m\n" in runtime(copied)
    assert "/out" not in runtime(copied)


@pytest.mark.trap("19b")
def test_nothing_is_pruned_in_a_cache_mount(tmp_path: Path) -> None:
    files = {
        "package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"express": "4"}, "devDependencies": {"typescript": "5"}, "scripts": {"build": "tsc"}}',
        "i.js": "require('express')\n",
    }
    text = 'FROM node:22-bookworm\nWORKDIR /app\nCOPY . .\nRUN {}npm install && npm run build\nCMD ["node", "i.js"]\n'
    where = context(tmp_path, files)
    assert "npm prune" in builder(made(text.format(""), where=where))
    assert "npm prune" not in builder(made(text.format("--mount=type=cache,target=/app/node_modules "), where=where))


@pytest.mark.trap("20a", "20b")
@pytest.mark.parametrize("base", ["slim", "scratch"])
def test_a_virtual_environment_keeps_its_place_and_its_interpreter(tmp_path: Path, base: str) -> None:
    text = 'FROM python:3.11-bookworm\nWORKDIR /app\nRUN python -m venv /opt/venv && /opt/venv/bin/pip install flask\nCMD ["/opt/venv/bin/flask", "run"]\n'
    result = runtime(made(text, base))
    assert "COPY --from=builder /opt/venv /opt/venv\n" in result
    assert result.startswith("FROM python:3.11-slim-bookworm\n") or "COPY --from=builder /usr/local/bin /usr/local/bin\n" in result


@pytest.mark.trap("21a")
def test_scripts_of_packages_come_with_them() -> None:
    result = runtime(made('FROM python:3.11-bookworm\nWORKDIR /app\nRUN pip install gunicorn\nCMD ["gunicorn", "app:app"]\n', "slim"))
    assert "COPY --from=builder /usr/local/bin /usr/local/bin\n" in result
    assert "COPY --from=builder /usr/local/lib /usr/local/lib\n" in result


@pytest.mark.trap("21b")
def test_packages_of_a_user() -> None:
    lines = "RUN useradd -m app\nUSER app\nRUN pip install --user gunicorn\nENV PATH=/home/app/.local/bin:$PATH\n"
    result = runtime(made(f'FROM python:3.11-bookworm\nWORKDIR /srv\n{lines}CMD ["gunicorn", "app:app"]\n', "slim"))
    assert "COPY --from=builder /home/app/.local /home/app/.local\n" in result.replace(" --chown=app:app", "")


@pytest.mark.trap("21c")
def test_an_editable_installation_needs_its_sources(tmp_path: Path) -> None:
    files = {"pyproject.toml": '[project]\nname = "shop"\nversion = "1"\n[project.scripts]\nshop = "shop:main"\n', "src/shop/__init__.py": "def main(): pass\n"}
    text = 'FROM python:3.11-bookworm\nWORKDIR /app\nCOPY . .\nRUN pip install -e .\nWORKDIR /\nCMD ["shop"]\n'
    result = runtime(made(text, "slim", context(tmp_path, files)))
    assert "COPY --from=builder /app /app\n" in result or "COPY --from=builder /app/src /app/src\n" in result


@pytest.mark.parametrize(("version", "found"), [("20", "FROM node:20-slim\n"), ("16", None)])
def test_prisma_on_an_image_that_is_built_no_more(version: str, found: str | None, tmp_path: Path) -> None:
    """openssl can be installed on it as long as Debian serves its release."""
    files = {"package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"@prisma/client": "5.0.0"}}', "i.js": "require('@prisma/client')\n"}
    result = made(f'FROM node:{version}\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["node", "i.js"]\n', where=context(tmp_path, files))
    assert result.changed == (found is not None)
    assert found is None or (runtime(result).startswith(found) and "    openssl \\\n" in runtime(result))


@pytest.mark.trap("22d")
def test_what_stands_beside_next_s_standalone_server(tmp_path: Path) -> None:
    files = {
        "package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"next": "14.0.0"}, "scripts": {"build": "next build"}}',
        "next.config.js": "module.exports = { output: 'standalone' }\n",
        "public/x": "1\n",
    }
    text = ("FROM node:22-bookworm\nWORKDIR /app\nCOPY . .\nRUN npm install && npm run build\n"
            "RUN cp -r public .next/standalone/ && cp -r .next/static .next/standalone/.next/\nWORKDIR /app/.next/standalone\n"
            'CMD ["node", "server.js"]\n')  # fmt: skip
    result = runtime(made(text, where=context(tmp_path, files)))
    assert "COPY --from=builder /app /app\n" in result
    assert "WORKDIR /app/.next/standalone\n" in result


@pytest.mark.parametrize("word", ["disown", "mapfile -t x < /etc/hosts", "typeset -i x"])
def test_what_a_shell_does_itself_is_no_program(word: str, tmp_path: Path) -> None:
    script = f"#!/bin/bash\nsleep 1 & {word}\nexec /m\n"
    assert made(BUILD + 'ENTRYPOINT ["./start.sh"]\n', where=context(tmp_path, {**GO, "start.sh": script})).changed


@pytest.mark.trap("23b")
def test_prisma_finds_the_openssl_that_it_was_made_for(tmp_path: Path) -> None:
    files = {
        "package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"@prisma/client": "5.0.0"}, "devDependencies": {"prisma": "5.0.0"}}',
        "i.js": "require('@prisma/client')\n",
        "prisma/schema.prisma": 'generator client {\n provider = "prisma-client-js"\n}\n',
    }
    text = 'FROM node:22-bookworm\nWORKDIR /app\nCOPY . .\nRUN npm install && npx prisma generate\nCMD ["node", "i.js"]\n'
    result = made(text, where=context(tmp_path, files))
    assert runtime(result).startswith("FROM node:22-bookworm-slim\n")
    assert "    openssl \\\n" in runtime(result)
    # npm 6, 8, 10 and 11 leave node_modules/.prisma alone, where the generated client is: measured; without --ignore-scripts the client's own would run
    assert "npm prune --omit=dev --ignore-scripts" in builder(result)
    assert "COPY --from=builder /app /app\n" in runtime(result)
    for generated in ("RUN npm i -g pnpm && pnpm install && pnpm exec prisma generate", "RUN yarn install && yarn prisma generate"):  # these may not
        other = made(text.replace("RUN npm install && npx prisma generate", generated), where=context(tmp_path, files))
        assert "prune" not in builder(other)
        assert "--production" not in builder(other)


@pytest.mark.trap("23c")
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('FROM node:22-bookworm\nWORKDIR /app\nRUN npm install playwright && npx playwright install --with-deps chromium\nCMD ["node", "i.js"]\n', "playwright installs"),
        ('FROM python:3.11-bookworm\nWORKDIR /app\nRUN pip install playwright && playwright install --with-deps\nCMD ["python", "a.py"]\n', "playwright"),
    ],
)
def test_browsers_are_left_alone(text: str, why: str) -> None:
    assert why in refusal(made(text))


@pytest.mark.trap("23c")
def test_puppeteer_drives_a_browser(tmp_path: Path) -> None:
    files = {"package.json": '{"name": "a", "version": "1.0.0", "dependencies": {"puppeteer": "22"}}', "i.js": "require('puppeteer').launch()\n"}
    text = 'FROM node:22-bookworm\nWORKDIR /app\nCOPY . .\nRUN npm install\nCMD ["node", "i.js"]\n'
    assert "browser" in refusal(made(text, where=context(tmp_path, files)))


@pytest.mark.trap("24a")
def test_a_runtime_that_jlink_made_is_kept_whole(tmp_path: Path) -> None:
    text = "FROM eclipse-temurin:17\nWORKDIR /app\nCOPY . .\nRUN javac A.java && jlink --add-modules java.base --output /jre\n"
    result = runtime(made(f'{text}CMD ["/jre/bin/java", "A"]\n', where=context(tmp_path, JAVA)))
    assert "COPY --from=builder /jre /jre\n" in result
    assert 'CMD ["/jre/bin/java", "A"]\n' in result


@pytest.mark.trap("24c")
def test_spring_s_layers_are_kept_whole(tmp_path: Path) -> None:
    text = ("FROM eclipse-temurin:17\nWORKDIR /app\nCOPY . .\nRUN ./mvnw package\nRUN java -Djarmode=tools -jar target/app-1.jar extract --layers --destination out\n"
            'WORKDIR /app/out/application\nCMD ["java", "-jar", "app-1.jar"]\n')  # fmt: skip
    files = {"mvnw": "#!/bin/sh\n", "pom.xml": "<project><artifactId>app</artifactId><version>1</version></project>", "src/main/java/A.java": JAVA["A.java"]}
    result = runtime(made(text, where=context(tmp_path, files)))
    assert "COPY --from=builder /app/out /app/out\n" in result
    assert 'WORKDIR /app/out/application\nCMD ["java", "-jar", "app-1.jar"]\n' in result.replace("\n\n", "\n")


@pytest.mark.trap("24d")
def test_net_needs_the_system_s_icu(tmp_path: Path) -> None:
    files = {"a.csproj": '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net8.0</TargetFramework><OutputType>Exe</OutputType></PropertyGroup></Project>\n',
             "A.cs": 'System.Console.WriteLine("x");\n'}  # fmt: skip
    text = 'FROM mcr.microsoft.com/dotnet/sdk:8.0-alpine\nWORKDIR /app\nCOPY . .\nRUN dotnet publish -c Release -o /out\nCMD ["dotnet", "/out/a.dll"]\n'
    where = context(tmp_path, files)
    result = runtime(made(text, where=where))
    assert result.startswith("FROM mcr.microsoft.com/dotnet/runtime:8.0-alpine-extra\n")  # the variant with ICU
    assert "ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false\n" in result
    with pytest.raises(Refused, match="ICU"):
        made(text, "scratch", where)


@pytest.mark.trap("25b")
def test_links_lead_where_they_led(toy: Toy, tmp_path: Path) -> None:
    lines = "RUN mkdir -p /srv/v1 && echo a > /srv/v1/a && ln -s /srv/v1 /srv/current && ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime\n"
    result = made(f"{HEAD}RUN toycc --static\n{lines}{TAIL}", where=context(tmp_path, {"a.toy": ""}))
    assert {"/srv/current", "/etc/localtime"} <= set(gathered(result).links)
    assert "/usr/share/zoneinfo/Asia/Tokyo" in gathered(result).files
    assert "COPY --from=builder /srv/v1/a /srv/v1/a\n" in runtime(result)


@pytest.mark.trap("25b")
def test_an_absolute_link_of_the_context_stays_one(toy: Toy, tmp_path: Path) -> None:
    """A COPY that names the link would copy what it leads to, which may not be there: its folder is copied."""
    where = context(tmp_path, {"a.toy": "", "conf/a": "1\n", "b": "-> /app/conf/a"})
    assert "COPY --from=builder /app /app\n" in runtime(made(f"{HEAD}RUN toycc --static\n{TAIL}", where=where))


@pytest.mark.trap("25b")
@pytest.mark.parametrize(
    ("lines", "start", "kept"),
    [
        ("RUN toycc --static -o /opt/v1/bin/m && ln -s /opt/v1 /opt/current\n", "/opt/current/bin/m", "/opt/v1/bin/m"),
        ("RUN toycc --static -o /opt/v1/m && ln -s v1 /opt/current && ln -s /opt/current /srv/app\n", "/srv/app/m", "/opt/v1/m"),
        ("RUN toycc --static -o /opt/v1/m && ln -s /opt/v1/m /usr/bin/m\n", "/usr/bin/m", "/opt/v1/m"),
    ],
)
def test_a_program_that_is_started_through_a_link(toy: Toy, tmp_path: Path, lines: str, start: str, kept: str) -> None:
    result = made(f'{HEAD}{lines}CMD ["{start}"]\n', where=context(tmp_path, {"a.toy": ""}))
    assert f"COPY --from=builder {kept} {kept}\n" in runtime(result)
    assert gathered(result).links


@pytest.mark.trap("25b")
def test_links_in_a_circle_lead_nowhere(toy: Toy) -> None:
    assert not made(f'{HEAD}RUN toycc && ln -s /opt/b /opt/a && ln -s /opt/a /opt/b\nCMD ["/opt/a/m"]\n').changed
