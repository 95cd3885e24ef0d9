"""Where releases, escripts and what mix starts may stand; and what would break, which must be left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.elixir.helpers import ERLANG, LOCK, MIX, result
from tests.ecosystems.helpers import write

CODE = "defmodule Shop do\n  def x, do: 1\nend\n"
BUILD = "WORKDIR /app\nENV MIX_ENV=prod\nCOPY . .\nRUN mix deps.get --only prod && mix compile\n"
RELEASE = BUILD + "RUN mix release\n"
START = 'CMD ["_build/prod/rel/shop/bin/shop", "start"]\n'


def project(folder: Path, more: str = "deps: []", **files: str) -> Path:
    return write(folder, {"mix.exs": MIX.format(more), "mix.lock": LOCK, "lib/shop.ex": CODE, **files})


class TestReleases:
    def test_the_slim_image_of_the_same_tag_where_a_release_cannot_be_spelled(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + START, project(tmp_path))
        assert text.startswith("FROM elixir:1.16-slim\n")
        assert "COPY --from=builder /app/_build/prod/rel/shop /app/_build/prod/rel/shop" in text
        assert "/app/deps" not in text
        assert "/app/lib" not in text
        assert ".mix" not in text

    def test_debian_of_the_release_that_the_tag_spells(self, tmp_path: Path) -> None:
        text, _ = result("FROM hexpm/elixir:1.16.2-erlang-26.2.3-debian-bookworm-20240408\n" + RELEASE + START, project(tmp_path))
        assert text.startswith("FROM debian:bookworm-slim\n")
        assert "LANG=C.UTF-8" in text.replace('"', "")

    def test_alpine(self, tmp_path: Path) -> None:
        text, _ = result("FROM hexpm/elixir:1.16.2-erlang-26.2.3-alpine-3.19.1\n" + RELEASE + START, project(tmp_path))
        assert text.startswith("FROM alpine:3.19\n")

    def test_erlang_of_a_package_stays_where_the_release_brings_none(self, tmp_path: Path) -> None:
        install = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y elixir erlang-dev\n"
        without, _ = result(install + RELEASE + START, project(tmp_path / "a"))
        assert "elixir" not in without.split("COPY", 1)[1].replace("erlang", "")
        assert "apt-get" not in without
        kept, _ = result(install + RELEASE + START, project(tmp_path / "b", "releases: [shop: [include_erts: false]], deps: []"))
        assert "apt-get install" not in kept or "elixir" in kept

    def test_a_copy_is_started(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + 'RUN cp -r _build/prod/rel/shop /opt/shop\nCMD ["/opt/shop/bin/shop", "start"]\n', project(tmp_path))
        assert "COPY --from=builder /opt/shop /opt/shop" in text
        assert "/app/_build" not in text

    def test_the_shell_and_its_tools_are_needed(self, tmp_path: Path) -> None:
        text, messages = result("FROM elixir:1.16-slim\n" + RELEASE + START, project(tmp_path))
        assert text.startswith("FROM elixir:1.16-slim\n")
        assert any("scratch was not possible" in m for m in messages)

    def test_a_script_of_the_project_that_runs_another_program(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + START, project(tmp_path, **{"rel/env.sh.eex": "export NODE=$(curl -s http://169.254.169.254/<%= @release.name %>)\n"}))
        assert "    curl \\" in text

    def test_a_program_that_the_source_starts(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + START, project(tmp_path, **{"lib/git.ex": 'defmodule G do\n  def x, do: System.cmd("git", ["log"])\nend\n'}))
        assert "    git \\" in text

    @pytest.mark.parametrize("call", ["System.cmd(name, [])", ":os.cmd('ls')", "System.shell(\"a | b\")", "Port.open({:spawn, c}, [])", "~r/\"/; System.cmd(x, [])"])
    def test_a_program_that_nobody_names(self, tmp_path: Path, call: str) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + START, project(tmp_path, **{"lib/any.ex": f"defmodule A do\n  def x(name), do: {call}\nend\n"}))
        assert text.startswith("FROM elixir:1.16\n")

    def test_sources_that_the_program_reads_stay(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + RELEASE + START, project(tmp_path, **{"lib/t.ex": 'defmodule T do\n  def x, do: EEx.eval_file("lib/mail.eex", [])\nend\n', "lib/mail.eex": "x"}))
        assert "COPY --from=builder /app /app" in text

    def test_an_archive_of_a_release(self, tmp_path: Path) -> None:
        lines = RELEASE + 'RUN mkdir /opt/shop && tar -xzf _build/prod/shop-1.0.0.tar.gz -C /opt/shop\nCMD ["/opt/shop/bin/shop", "start"]\n'
        text, _ = result("FROM elixir:1.16\n" + lines, project(tmp_path, "releases: [shop: [steps: [:assemble, :tar]]], deps: []"))
        assert text.startswith("FROM elixir:1.16\n")


class TestMix:
    START = 'CMD ["mix", "run", "--no-halt"]\n'

    def test_the_slim_image_with_what_was_compiled(self, tmp_path: Path) -> None:
        text, _ = result("FROM elixir:1.16\n" + BUILD + self.START, project(tmp_path))
        assert text.startswith("FROM elixir:1.16-slim\n")
        assert "COPY --from=builder /app /app" in text

    def test_folders_that_mix_may_not_have_made(self, tmp_path: Path) -> None:
        lines = "WORKDIR /app\nENV MIX_ENV=prod\nCOPY mix.exs mix.lock ./\nCOPY lib lib\nRUN mix deps.get && mix compile\n"
        from msbgen import convert

        made = convert("FROM elixir:1.16\n" + lines + self.START, context=project(tmp_path)).dockerfile
        assert "RUN mkdir -p /app/deps" in made
        assert "COPY --from=builder /app/deps /app/deps" in made

    def test_git_for_dependencies_that_are_repositories(self, tmp_path: Path) -> None:
        lock = '%{\n  "x": {:git, "https://example.com/x.git", "abc", []},\n}\n'
        text, _ = result("FROM elixir:1.16\n" + BUILD + self.START, project(tmp_path, **{"mix.lock": lock}))
        assert "    git \\" in text

    @pytest.mark.parametrize(
        ("lines", "reason"),
        [
            ("CMD mix deps.get && mix run --no-halt\n", "deps.get"),
            ('CMD ["mix", "test"]\n', "mix test"),
            ('CMD ["mix", "start"]\n', "mix start"),
            ('ENV MIX_ENV=dev\nCMD ["mix", "run", "--no-halt"]\n', "MIX_ENV=dev"),
        ],
    )
    def test_what_would_compile_when_it_starts(self, tmp_path: Path, lines: str, reason: str) -> None:
        text, messages = result("FROM elixir:1.16\n" + BUILD + lines, project(tmp_path))
        assert text.startswith("FROM elixir:1.16\n")
        assert any(reason in m for m in messages), messages

    @pytest.mark.parametrize("more", ["compilers: [:elixir_make] ++ Mix.compilers(), deps: []", "compilers: [:mine] ++ Mix.compilers(), deps: []"])
    def test_compilers_of_the_projects_own(self, tmp_path: Path, more: str) -> None:
        text, _ = result("FROM elixir:1.16\n" + BUILD + self.START, project(tmp_path, more))
        assert text.startswith("FROM elixir:1.16\n")

    def test_what_phoenix_watches_with(self, tmp_path: Path) -> None:
        config = 'import Config\nconfig :shop, ShopWeb.Endpoint, watchers: [node: ["build.js", "--watch"], esbuild: {Esbuild, :run, []}]\n'
        lines = BUILD.replace("WORKDIR /app\n", "WORKDIR /app\nRUN apt-get update && apt-get install -y nodejs build-essential\n")
        text, _ = result("FROM elixir:1.16\n" + lines + "RUN node build.js\n" + self.START, project(tmp_path, **{"config/dev.exs": config, "build.js": "1"}))
        assert "    nodejs \\" in text

    def test_packages_of_debian_stay(self, tmp_path: Path) -> None:
        text, _ = result("FROM debian:bookworm\nRUN apt-get update && apt-get install -y elixir build-essential\n" + BUILD + self.START, project(tmp_path))
        assert "    elixir \\" in text
        assert "build-essential" not in text


class TestErlang:
    def test_erl_with_what_rebar_built(self, tmp_path: Path) -> None:
        lines = 'WORKDIR /app\nCOPY . .\nRUN rebar get-deps && rebar compile\nCMD ["erl", "-pa", "ebin", "-s", "x", "-noshell"]\n'
        text, _ = result("FROM erlang:26\n" + lines, write(tmp_path, {"src/x.erl": "-module(x).\n"}))
        assert text.startswith("FROM erlang:26-slim\n")
        assert "COPY --from=builder /app /app" in text

    def test_a_release_that_links_to_erlang(self, tmp_path: Path) -> None:
        lines = 'WORKDIR /app\nCOPY . .\nRUN rebar3 release\nCMD ["_build/default/rel/clock/bin/clock", "foreground"]\n'
        text, _ = result("FROM erlang:26\n" + lines, write(tmp_path, {"rebar.config": ERLANG, "src/x.erl": "-module(x).\n"}))
        assert text.startswith("FROM erlang:26-slim\n")
        assert "COPY --from=builder /app /app" in text

    def test_an_escript_needs_erlang(self, tmp_path: Path) -> None:
        lines = 'WORKDIR /app\nCOPY . .\nRUN rebar3 escriptize && cp _build/default/bin/tool /usr/local/bin/tool\nCMD ["/usr/local/bin/tool"]\n'
        text, _ = result("FROM debian:bookworm\nRUN apt-get update && apt-get install -y rebar3 erlang-nox\n" + lines, write(tmp_path, {"rebar.config": "{deps, []}.\n"}))
        assert "erlang-nox" in text
