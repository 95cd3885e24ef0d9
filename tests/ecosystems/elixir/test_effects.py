"""What mix, rebar3 and Erlang's compilers leave in a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.elixir.helpers import ERLANG, MIX, effect
from tests.ecosystems.helpers import write


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("mix local.hex --force", ["/root/.mix"]),
        ("MIX_HOME=/opt/mix mix local.rebar --force", ["/opt/mix"]),
        ("mix deps.get --only prod", ["/app/deps"]),
        ("MIX_DEPS_PATH=/deps mix deps.get", ["/deps"]),
        ("mix compile", ["/app/_build/dev/lib"]),
        ("MIX_ENV=prod mix do deps.get, compile", ["/app/_build/prod/lib", "/app/deps"]),
        ("MIX_ENV=prod mix do deps.get + compile", ["/app/_build/prod/lib", "/app/deps"]),
        ("MIX_BUILD_PATH=out mix compile", ["/app/out/lib"]),
        ("MIX_TARGET=rpi MIX_ENV=prod mix compile", ["/app/_build/rpi_prod/lib"]),
        ("MIX_ENV=prod mix release", ["/app/_build/prod/lib", "/app/_build/prod/rel/shop", "/app/_build/prod/rel/shop/"]),
        ("MIX_ENV=prod mix release other", ["/app/_build/prod/lib", "/app/_build/prod/rel/other", "/app/_build/prod/rel/other/"]),
        ("mix release --path /opt/shop", ["/app/_build/dev/lib", "/opt/shop", "/opt/shop/"]),
        ("mix phx.digest", ["/app/_build/dev/lib", "/app/priv"]),
        ("mix test", []),
        ("mix escript.build", ["/app", "/app/", "/app/_build/dev/lib"]),
        ("mix setup", ["/app", "/app/", "/app/_build/dev/lib"]),
        ("erlc -o ebin src/*.erl", ["/app/ebin"]),
    ],
)
def test_mix(tmp_path: Path, command: str, expected: list[str]) -> None:
    made = effect(command, write(tmp_path, {"mix.exs": MIX.format("aliases: [setup: [\"deps.get\"]]")}), settle=False)
    assert not made.anywhere, made.reason
    assert sorted({*made.writes, *(p.path for p in made.products)}) == expected


@pytest.mark.parametrize(
    "command",
    ["mix run priv/seeds.exs", "mix unknown", "mix cmd make", 'MIX_ENV=$X mix compile', "mix do compile, run seeds.exs", "rebar3 shell", "rebar3 do compile, release", "elixir seeds.exs", "escript x"],
)
def test_what_is_not_known_may_write_anywhere(tmp_path: Path, command: str) -> None:
    assert effect(f"export X=$(date) && {command}", write(tmp_path, {"mix.exs": MIX.format("deps: []")})).anywhere


@pytest.mark.parametrize("more", ['build_path: "../x"', 'deps_path: "../x"', "preferred_cli_env: [release: :prod]"])
def test_a_project_that_moves_its_folders(tmp_path: Path, more: str) -> None:
    assert effect("mix compile", write(tmp_path, {"mix.exs": MIX.format(more)})).anywhere


def test_the_environment_that_the_project_prefers_is_no_matter_where_it_is_set(tmp_path: Path) -> None:
    assert not effect("MIX_ENV=prod mix compile", write(tmp_path, {"mix.exs": MIX.format("preferred_cli_env: [release: :prod]")})).anywhere


def test_a_release_at_a_place_of_the_projects_own(tmp_path: Path) -> None:
    assert effect("mix release", write(tmp_path, {"mix.exs": MIX.format('releases: [shop: [path: "/x"]]')})).anywhere


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("rebar3 compile", ["/app/_build/default", "/app/_build/default/lib"]),
        ("rebar3 as prod release", ["/app/_build/prod/rel/clock", "/app/_build/prod/rel/clock/"]),
        ("rebar3 as prod release -o /opt/out", ["/opt/out/clock", "/opt/out/clock/"]),
        ("rebar3 release", ["/app"]),  # the default profile links to what it built, and leaves Erlang where it is
        ("rebar3 escriptize", ["/app/_build/default/bin", "/app/_build/default/bin/"]),
        ("rebar get-deps", ["/app"]),
    ],
)
def test_rebar3(tmp_path: Path, command: str, expected: list[str]) -> None:
    made = effect(command, write(tmp_path, {"rebar.config": ERLANG}), settle=False)
    assert not made.anywhere, made.reason
    assert sorted({*made.writes, *(p.path for p in made.products)}) == expected


@pytest.mark.parametrize(
    "config",
    [
        "{relx, [{release, {clock, \"1\"}, [clock]}]}.\n",
        "{relx, [{release, {clock, \"1\"}, [clock]}, {mode, prod}]}.\n{profiles, [{prod, [{relx, [{include_erts, false}]}]}]}.\n",
        "{relx, [{release, {clock, \"1\"}, [clock]}, {mode, prod}]}.\n{profiles, [{prod, [{relx, [{dev_mode, true}]}]}]}.\n",
        "% {mode, prod}\n{relx, [{release, {clock, \"1\"}, [clock]}]}.\n",
    ],
)
def test_a_release_that_leaves_erlang_where_it_is(tmp_path: Path, config: str) -> None:
    made = effect("rebar3 as prod release", write(tmp_path, {"rebar.config": config}), settle=False)
    assert (made.writes, made.products) == (("/app",), ())
