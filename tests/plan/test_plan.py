"""What is decided, on texts of a made-up compiler: bases, what is kept, replays, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.errors import Refused, UsageError
from msbgen.model.conversion import Conversion, Options
from msbgen.model.plan import System
from msbgen.pipeline import convert
from tests.plan.toy import Toy

HEAD = "FROM debian:bookworm\nWORKDIR /app\nCOPY . .\n"


def made(text: str, base: str = "auto", context: Path | None = None, **options: bool) -> Conversion:
    return convert(text, options=Options.make(base=base, **options), context=context)


def runtime(conversion: Conversion) -> str:
    """The last stage's text."""
    return conversion.dockerfile[conversion.dockerfile.rindex("FROM ") :]


def builder(conversion: Conversion) -> str:
    return conversion.dockerfile[: conversion.dockerfile.rindex("FROM ")]


def gathered(conversion: Conversion) -> System:
    """What the builder gathers of its system."""
    assert conversion.plan is not None
    (step,) = [s for s in conversion.plan.stages[-2].steps if isinstance(s, System)]
    return step


def test_left_alone_first(toy: Toy) -> None:
    """What must not change."""
    for text, code in [
        ('FROM debian:bookworm\nCOPY x /x\nCMD ["/x"]\n', "MSB100"),
        (HEAD + "RUN frobnicate\nCMD [\"/app/a.out\"]\n", "MSB101"),
        (HEAD + "RUN toycc\n", "MSB111"),
        (HEAD + 'RUN toycc\nCMD ["bash"]\n', "MSB111"),
        (HEAD + "RUN toycc\nCMD exec bash -l\n", "MSB111"),
        (HEAD + "RUN toycc\nENTRYPOINT /bin/bash\n", "MSB111"),
        (HEAD + 'RUN toycc\nONBUILD RUN x\nCMD ["/app/a.out"]\n', "MSB112"),
        (HEAD + 'RUN toycc\nCMD $X/a.out\n', "MSB101"),
        ('FROM mcr.microsoft.com/windows/nanoserver:ltsc2022\nRUN toycc\nCMD ["a"]\n', "MSB110"),
    ]:
        result = made(text)
        assert (result.changed, result.dockerfile, result.diagnostics[0].code) == (False, text, code)


def test_a_dynamic_program_is_carried_with_its_libraries(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "a.toy").write_text("")
    result = made(HEAD + 'RUN toycc\nEXPOSE 80\nCMD ["/app/a.out"]\n', context=tmp_path)
    assert runtime(result).startswith("FROM scratch\n")
    assert "COPY --from=builder /app/a.out /app/a.out" in runtime(result)
    assert "COPY --from=builder /runtime/ /" in runtime(result)
    assert "ldd" in builder(result)
    assert "EXPOSE 80" in runtime(result)
    assert "EXPOSE 80" not in builder(result)


def test_a_static_program_needs_nothing_else(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "a.toy").write_text("")
    result = made(HEAD + 'RUN toycc --static\nCMD ["/app/a.out"]\n', context=tmp_path)
    assert runtime(result) == 'FROM scratch\nWORKDIR /app\nCOPY --from=builder /app/a.out /app/a.out\n\nCMD ["/app/a.out"]\n'


def test_an_edit_makes_it_static_only_where_that_helps(toy: Toy, tmp_path: Path) -> None:
    toy.can_be_static = True
    (tmp_path / "a.toy").write_text("")
    text = HEAD + 'RUN cd . && toycc\nCMD ["/app/a.out"]\n'
    assert "RUN cd . && TOY_STATIC=1 toycc\n" in builder(made(text, "scratch", tmp_path))
    slim = made(text, "slim", tmp_path)
    assert "TOY_STATIC" not in slim.dockerfile
    assert runtime(slim).startswith("FROM debian:bookworm-slim\n")


def test_without_a_context_the_folder_is_kept_whole(toy: Toy) -> None:
    result = made(HEAD + 'RUN toycc\nCMD ["/app/a.out"]\n')
    assert "COPY --from=builder /app /app\n" in runtime(result)


def test_files_that_the_program_may_read_are_kept(toy: Toy, tmp_path: Path) -> None:
    for name in ("a.toy", "static/x.css", "conf.json", "lib/b.toy", "lib/data.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    text = runtime(made(HEAD + 'RUN toycc\nCMD ["/app/a.out"]\n', context=tmp_path))
    for path in ("/app/static", "/app/conf.json", "/app/lib/data.txt"):
        assert f"COPY --from=builder {path} {path}\n" in text
    assert ".toy" not in text


@pytest.mark.parametrize("base", ["scratch", "distroless"])
def test_what_the_program_starts_must_be_there(toy: Toy, base: str) -> None:
    toy.starts = "it starts other programs"
    text = HEAD + 'RUN toycc\nCMD ["/app/a.out"]\n'
    with pytest.raises(Refused, match="it starts other programs"):
        made(text, base)
    assert runtime(made(text)).startswith("FROM debian:bookworm-slim\n")


@pytest.mark.trap("4a")
def test_packages_are_sorted(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    text = runtime(made("FROM debian:bookworm\nRUN apt-get update && apt-get install -y gcc libpq-dev graphviz\n" + HEAD.split("\n", 1)[1]
                        + 'RUN toycc\nCMD ["/app/a.out"]\n'))  # fmt: skip
    assert "graphviz" in text
    assert "libpq5" in text
    assert "gcc" not in text
    assert "libpq-dev" not in text


def test_users_are_made_again_and_own_what_they_owned(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    lines = HEAD + 'RUN toycc\nRUN useradd -m app && chown -R app:app /app && mkdir -p /data && chown app /data\nUSER app\nCMD ["/app/a.out"]\n'
    text = runtime(made(lines))
    assert "useradd -m app" in text
    assert "COPY --from=builder --chown=app:app /app /app" in text
    assert "mkdir -p /data" in text
    assert text.index("useradd") < text.index("USER app")


def test_users_are_carried(toy: Toy) -> None:
    result = made(HEAD + 'RUN toycc --static\nRUN useradd -m app && chown -R app:app /app\nUSER app\nCMD ["/app/a.out"]\n')
    assert "/etc/passwd" in builder(result)
    assert "/home/app" in builder(result)
    assert "USER app" in runtime(result)


def test_a_shell_form_command_brings_its_shell(toy: Toy) -> None:
    result = made(HEAD + "RUN toycc --static\nCMD exec /app/a.out --port $PORT\n")
    assert "COPY --from=builder /bin/sh /bin/sh" in runtime(result)


def test_a_program_of_the_old_base_stands_against_scratch(toy: Toy) -> None:
    text = HEAD + 'RUN toycc --static\nCMD perl -e 1 && /app/a.out\n'
    with pytest.raises(Refused, match="`perl`"):
        made(text, "scratch")
    assert runtime(made(text)).startswith("FROM debian:bookworm-slim\n")


def test_the_libraries_c_never_changes(toy: Toy) -> None:
    text = HEAD + 'RUN toycc\nCMD ["/app/a.out"]\n'
    for base in ("alpine", "alpine:3.20", "debian:trixie-slim", "nobody/knows:1"):
        with pytest.raises(Refused):
            made(text, base)


def test_a_base_that_a_build_argument_chooses_has_no_counterpart(toy: Toy) -> None:
    text = "ARG R=bookworm\n" + HEAD.replace("bookworm", "$R") + 'RUN toycc\nCMD ["/app/a.out"]\n'
    with pytest.raises(Refused, match="build argument"):
        made(text, "slim")
    assert runtime(made(text)).startswith("FROM scratch\n")


@pytest.mark.trap("2b")
def test_a_tag_that_may_move_is_pinned(toy: Toy) -> None:
    result = made("FROM debian:latest\nWORKDIR /app\nCOPY . .\n" + 'RUN toycc\nCMD ["/app/a.out"]\n', "distroless")
    assert builder(result).startswith("FROM debian:trixie AS builder\n")
    assert runtime(result).startswith("FROM gcr.io/distroless/cc-debian13\n")


def test_settings_keep_their_order_and_their_arguments(toy: Toy) -> None:
    result = made("FROM debian:bookworm\nARG V=1\nARG UNUSED\nENV A=$V\nLABEL v=$A\nWORKDIR /app\nCOPY . .\nRUN toycc --static\nUSER 1000\n"
                  'STOPSIGNAL SIGINT\nVOLUME /data\nHEALTHCHECK CMD ["/app/a.out", "-h"]\nCMD ["/app/a.out"]\n')  # fmt: skip
    words = [line.split(" ")[0] for line in runtime(result).split("\n") if line]
    assert words == ["FROM", "ARG", "ENV", "LABEL", "WORKDIR", "COPY", "USER", "STOPSIGNAL", "VOLUME", "HEALTHCHECK", "CMD"]


def test_only_the_last_command_counts(toy: Toy) -> None:
    result = made(HEAD + 'RUN toycc --static\nCMD ["/nowhere"]\nCMD ["/app/a.out"]\n')
    assert "/nowhere" not in runtime(result)


def test_the_original_s_stage_name_stays_the_result_s(toy: Toy) -> None:
    result = made(HEAD.replace("bookworm\n", "bookworm AS Builder\n") + 'RUN toycc --static\nCMD ["/app/a.out"]\n')
    assert "FROM debian:bookworm AS builder2\n" in result.dockerfile
    assert "FROM scratch AS Builder\n" in result.dockerfile


def test_removed_files_are_not_copied(toy: Toy) -> None:
    result = made(HEAD + "RUN toycc --static && touch /opt/x /opt/y && rm -f /opt/x\nCMD [\"/app/a.out\"]\n")
    assert "/opt/y" in runtime(result)
    assert "/opt/x" not in runtime(result)


def test_a_copy_into_the_root_needs_its_files_known(toy: Toy, tmp_path: Path) -> None:
    text = 'FROM debian:bookworm\nCOPY . .\nRUN toycc --static\nCMD ["/a.out"]\n'
    assert made(text).diagnostics[0].code == "MSB101"
    (tmp_path / "x.toy").write_text("")
    (tmp_path / "conf.json").write_text("")
    result = made(text, context=tmp_path)
    assert "COPY --from=builder /conf.json /conf.json" in runtime(result)


def test_nonroot_is_a_departure_that_is_told(toy: Toy) -> None:
    result = made(HEAD + 'RUN toycc --static\nCMD ["/app/a.out"]\n', nonroot=True)
    assert "USER 65532:65532" in runtime(result)
    assert "MSB210" in [d.code for d in result.diagnostics]
    again = made(HEAD + 'RUN toycc --static\nUSER 1000\nCMD ["/app/a.out"]\n', nonroot=True)
    assert "65532" not in again.dockerfile
    assert "MSB211" in [d.code for d in again.diagnostics]


@pytest.mark.parametrize("line", ["RUN apt-get update && apt-get install -y imagemagick", "RUN mkdir /data && chmod 700 /data", "USER 0", "USER 1000\nUSER root"])
def test_nonroot_comes_after_all_that_only_root_may_do(toy: Toy, line: str) -> None:
    toy.starts = "it starts other programs"
    result = runtime(made(HEAD + f'RUN toycc\nCMD ["/app/a.out"]\nEXPOSE 80\n{line}\nLABEL a=b\n', nonroot=True))
    assert result.rstrip().endswith("USER 65532:65532")
    assert result.count("USER 65532") == 1


@pytest.mark.parametrize(("start", "refused"), [('CMD ["gosu", "nobody", "/app/a.out"]', True), ('CMD [ "$(id -u)" = 0 ] && exec gosu nobody /app/a.out; exec /app/a.out', False)])
def test_nonroot_is_refused_where_only_root_can_start_it(toy: Toy, start: str, refused: bool) -> None:
    toy.starts = "it starts other programs"
    text = HEAD + f"RUN apt-get update && apt-get install -y gosu gcc\nRUN toycc\n{start}\n"
    if refused:
        with pytest.raises(Refused, match="gosu, which only root may"):
            made(text, nonroot=True)
    else:
        assert "USER 65532" in runtime(made(text, nonroot=True))


def test_the_ledger_has_every_command_once(toy: Toy) -> None:
    result = made(HEAD + "RUN toycc --static && \\\n  mkdir -p /data && rm -rf /tmp/x\nENV A=1\nCMD [\"/app/a.out\"]\n")
    assert [(e.line, e.part, e.outcome) for e in result.ledger] == [
        (1, None, "builder"), (2, None, "both"), (3, None, "copied"), (4, 0, "copied"), (5, 1, "copied"), (5, 2, "builder"), (6, None, "both"),
        (7, None, "runtime"),
    ]  # fmt: skip
    assert all(e.reason for e in result.ledger)


def test_a_multi_stage_file_with_a_lean_last_stage_is_left_alone(toy: Toy) -> None:
    text = 'FROM debian:bookworm AS b\nRUN toycc -o /x\nFROM scratch\nCOPY --from=b /x /x\nCMD ["/x"]\n'
    assert made(text).dockerfile == text


def test_a_multi_stage_file_with_a_fat_last_stage_has_it_split(toy: Toy) -> None:
    text = 'FROM debian:bookworm AS b\nRUN true\n\n' + HEAD + 'RUN toycc --static\nCMD ["/app/a.out"]\n'
    result = made(text)
    assert result.dockerfile.startswith("FROM debian:bookworm AS b\nRUN true\n\nFROM debian:bookworm AS builder\n")
    assert runtime(result).startswith("FROM scratch\n")


def test_single_programs_can_be_carried_but_not_a_whole_system(toy: Toy) -> None:
    few = made(HEAD + "RUN toycc --static\nHEALTHCHECK CMD curl -f http://localhost/\nCMD sleep 1; exec /app/a.out\n".replace("HEALTH", "RUN apt-get update && apt-get install -y curl\nHEALTH"), "scratch")  # fmt: skip
    for path in ("/bin/sh", "/bin/sleep", "/usr/bin/curl"):
        assert f"COPY --from=builder {path} {path}\n" in runtime(few)
    assert "ca-certificates.crt" in builder(few)
    many = "cat x; sed p x; ls; rm x; cp a b; mv a b; touch x; date; uname"
    with pytest.raises(Refused, match="`uname`"):
        made(HEAD + f"RUN toycc --static\nCMD {many}; exec /app/a.out\n", "scratch")


def test_a_build_argument_must_not_move_what_is_copied(toy: Toy) -> None:
    text = 'FROM debian:bookworm\nARG HOME_OF_APP=/app\nWORKDIR $HOME_OF_APP\nCOPY . .\nRUN toycc --static -o /usr/bin/x\nCMD ["/usr/bin/x"]\n'
    result = made(text)
    assert not result.changed
    assert (result.diagnostics[0].line, "build argument" in result.diagnostics[0].message) == (2, True)
    harmless = made(text.replace("WORKDIR $HOME_OF_APP", "WORKDIR /app\nENV X=$HOME_OF_APP"))
    assert "ARG HOME_OF_APP=/app\nENV X=$HOME_OF_APP\n" in runtime(harmless).replace("WORKDIR /app\n", "")


def test_a_folder_given_to_a_user_stays_the_user_s(toy: Toy) -> None:
    """COPY --from makes its destination root's, whatever the source was."""
    text = 'FROM debian:bookworm\nRUN useradd app\nCOPY --chown=app:app . /app\nWORKDIR /app\nRUN toycc --static -o /app/x\nUSER app\nCMD ["/app/x"]\n'
    carried = made(text, "scratch")
    assert "/app" in gathered(carried).folders
    slim = made(text, "slim")  # a later command wrote into it as root, so one --chown would not be true
    assert "--chown" not in runtime(slim)
    assert gathered(slim).folders == ("/app",)
    plain = made(text.replace("RUN toycc --static -o /app/x", "RUN toycc --static -o /usr/bin/x").replace('"/app/x"', '"/usr/bin/x"'), "slim")
    assert "COPY --from=builder --chown=app:app /app /app\n" in runtime(plain)


@pytest.mark.trap("9a")
def test_a_carried_program_finds_the_usual_folders(toy: Toy) -> None:
    result = made(HEAD + 'RUN toycc\nCMD ["/app/a.out"]\n', "scratch")
    assert {"/tmp", "/var/log", "/run"} <= set(gathered(result).folders)


def test_line_ends_stay_the_input_s(toy: Toy) -> None:
    text = (HEAD + 'RUN toycc --static\nEXPOSE 80\nCMD ["/app/a.out"]').replace("\n", "\r\n")
    result = made(text).dockerfile
    assert result.count("\n") == result.count("\r\n")


def test_a_template_that_breaks_the_result_is_the_user_s(toy: Toy, tmp_path: Path) -> None:
    (tmp_path / "dockerfile.j2").write_text("FROM scratch\n")
    with pytest.raises(UsageError, match="lacks"):
        convert(HEAD + 'RUN toycc --static\nEXPOSE 80\nCMD ["/app/a.out"]\n', options=Options.make(templates=str(tmp_path)))


@pytest.mark.parametrize("base", ["", "UPPER case", "a b"])
def test_a_base_that_is_no_reference_is_bad_usage(toy: Toy, base: str) -> None:
    with pytest.raises(UsageError):
        made(HEAD + 'RUN toycc --static\nCMD ["/app/a.out"]\n', base)


def test_a_folder_is_made_again_only_where_that_can_succeed(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    lines = "RUN toycc\nRUN mkdir /data && mkdir /src/a /gone\nRUN rmdir /gone\n" + 'CMD ["/app/a.out"]\n'
    result = made(HEAD + lines)
    assert "mkdir /data\n" in runtime(result)
    assert "/src/a" not in runtime(result)
    assert "/src/a" in builder(result).rpartition("RUN rmdir")[2]  # gathered
    assert "/gone" not in runtime(result)


def test_what_builds_is_not_run_again(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    text = HEAD + "RUN toycc || { mkdir /data && toycc; }\n" + 'CMD ["/app/a.out"]\n'
    assert "toycc" not in runtime(made(text, "slim"))
    assert made(HEAD + "RUN toycc || useradd x\n" + 'CMD ["/app/a.out"]\n').changed is False


def test_the_loaders_cache_comes_along_where_it_was_renewed(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    assert "/etc/ld.so.cache" in builder(made(HEAD + "RUN toycc\nRUN ldconfig\n" + 'CMD ["/app/a.out"]\n')).partition("RUN ldconfig")[2].partition("RUN set")[2].partition("\n\n")[0]


def test_what_may_be_gone_is_not_copied_by_its_name(toy: Toy) -> None:
    head = 'FROM debian:bookworm\nRUN toycc && cp a.out /app && cp x /srv/x.txt\n{}\nCMD ["/app"]\n'
    assert made(head.format("RUN rm /tmp/y")).changed
    result = made(head.format("RUN if true; then rm /srv/x.txt; fi"))
    assert (result.changed, "may remove /srv/x.txt" in result.diagnostics[0].message) == (False, True)


@pytest.mark.parametrize("line", ["ENV X=$GOPATH/y", "WORKDIR ${GOPATH}/y", "LABEL a=$GOPATH", "ARG P=$GOPATH", "HEALTHCHECK CMD test -d $GOPATH"])
def test_what_the_base_set_is_set_again_where_a_line_reads_it(toy: Toy, line: str) -> None:
    head = "FROM golang:1.22-bookworm\nWORKDIR /w\nRUN toycc\n"
    assert "ENV GOPATH=/go" in runtime(made(f'{head}{line}\nCMD ["/w/a.out"]\n'))
    assert "GOPATH" not in runtime(made(f'{head}LABEL a=b\nCMD ["/w/a.out"]\n'))


@pytest.mark.parametrize(("base", "name"), [("golang:1.22-bookworm", "GOLANG_VERSION"), ("example.org/x:1", "PATH")])
def test_a_variable_of_the_base_that_is_not_known_stops(toy: Toy, base: str, name: str) -> None:
    head, tail = f"FROM {base}\nWORKDIR /w\nUSER root\nRUN toycc\n", 'ENTRYPOINT ["/w/a.out"]\n'
    assert made(f"{head}ENV {name}=1\nLABEL v=${name}\n{tail}").changed
    with pytest.raises(Refused, match=rf"\${name}"):
        made(f"{head}LABEL v=${name}\n{tail}", "scratch")


@pytest.mark.parametrize(("left", "what"), [("USER", "user"), ("WORKDIR", "WORKDIR"), ("ENTRYPOINT", "ENTRYPOINT")])
def test_what_an_unknown_base_may_set_silently(toy: Toy, left: str, what: str) -> None:
    lines = {"WORKDIR": "WORKDIR /w", "USER": "USER root", "RUN": "RUN toycc -o /w/a.out", "ENTRYPOINT": 'ENTRYPOINT ["/w/a.out"]', "CMD": 'CMD ["/w/a.out"]'}
    text = "\n".join(["FROM example.org/x:1", *lines.values(), ""])
    assert made(text).changed
    assert not made(text.replace(lines[left] + "\n", "")).changed
    with pytest.raises(Refused, match=f"which {what} example.org"):
        made(text.replace(lines[left] + "\n", ""), "scratch")


@pytest.mark.parametrize(
    ("line", "again"), [("WORKDIR src/app", True), ("RUN mkdir -p data\nWORKDIR /w", True), ("WORKDIR /w", False), ("WORKDIR $GOPATH/x", False)]
)
def test_a_folder_relative_to_the_base(toy: Toy, line: str, again: bool) -> None:
    result = made(f'FROM golang:1.22-bookworm\n{line}\nRUN toycc\nCMD ["./a.out"]\n', "slim")
    assert ("WORKDIR /go\n" in runtime(result)) is again


def test_sources_that_the_shell_writes_stay_behind(toy: Toy) -> None:
    toy.starts = "it starts other programs"
    text = runtime(made('FROM debian:bookworm\nRUN echo x > /src/a.toy && echo y > /src/conf\nRUN toycc -o /x\nCMD ["/x"]\n'))
    assert "/src/conf" in text
    assert "a.toy" not in text


def test_what_a_link_of_the_system_leads_to_comes_along(toy: Toy) -> None:
    step = gathered(made('FROM debian:bookworm\nRUN toycc -o /r && ln -sf /usr/share/zoneinfo/Asia/Tokyo /etc/localtime\nCMD ["/r"]\n'))
    assert "/usr/share/zoneinfo/Asia/Tokyo" in step.files
    step = gathered(made('FROM debian:bookworm\nRUN toycc -o /r && ln -sf /dev/stdout /var/log/x && ln -s /r /usr/bin/r\nCMD ["/r"]\n'))
    assert not {"/dev/stdout", "/r"} & set(step.files)


def test_a_home_that_useradd_is_given(toy: Toy) -> None:
    step = gathered(made('FROM debian:bookworm\nRUN toycc -o /r && useradd -m -d /srv/app app\nUSER app\nCMD ["/r"]\n'))
    assert "/srv/app" in step.folders


def test_a_variable_of_the_base_that_the_start_reads(toy: Toy) -> None:
    text = "FROM golang:1.22-bookworm\nRUN toycc -o /r\nCMD {} && exec /r\n"
    assert made(text.format("echo $GOPATH"), "scratch").changed
    with pytest.raises(Refused, match=r"\$GOLANG_VERSION"):
        made(text.format("echo $GOLANG_VERSION"), "scratch")


def test_a_carried_program_is_no_shell(toy: Toy) -> None:
    run = "RUN apt-get update && apt-get install -y curl\n"
    result = made(HEAD + run + 'RUN toycc --static\nHEALTHCHECK CMD ["curl", "-f", "http://localhost/"]\nCMD ["/app/a.out"]\n', "scratch")
    assert result.plan is not None
    assert result.plan.base is not None
    assert "COPY --from=builder /usr/bin/curl /usr/bin/curl" in runtime(result)
    assert "shell" in result.plan.base.lacks


@pytest.mark.parametrize("start", ["mdoc /app/Mdoc && ./run", "mdoc --all=. && exec ./run", "doxygen && ./run", "cat /app/a.toy && ./run"])
def test_sources_stay_for_another_program_that_is_started(toy: Toy, tmp_path: Path, start: str) -> None:
    for name in ("a.toy", "data.txt", "Mdoc"):
        (tmp_path / name).write_text("")
    text = HEAD + "RUN apt-get update && apt-get install -y mdoc doxygen && toycc -o run\nCMD {}\n"
    assert "/app/a.toy" not in runtime(made(text.format('["./run"]'), context=tmp_path))
    assert "/app/a.toy" not in runtime(made(text.format("mkdir -p data && mdoc --ready -h db && exec ./run"), context=tmp_path))
    result = made(text.format(start), context=tmp_path)
    assert result.changed
    assert "COPY --from=builder /app /app\n" in runtime(result)
