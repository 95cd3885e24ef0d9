"""Variables from line to line, against plain dictionaries."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from msbgen.understand.timeline import Scope, Timeline

NAMES = st.sampled_from("abc")
STEPS = st.lists(st.tuples(st.integers(0, 6), st.dictionaries(NAMES, st.one_of(st.none(), st.sampled_from("xyz")), max_size=2)), max_size=8)


@given(st.dictionaries(NAMES, st.sampled_from("xyz")), STEPS)
def test_each_moment_is_a_dictionary_of_its_own(start: dict[str, str], steps: list[tuple[int, dict[str, str | None]]]) -> None:
    made: list[Timeline] = [Timeline(start)]
    wanted: list[dict[str, str | None]] = [dict(start)]
    for at, added in steps:  # from any earlier moment, not only the last
        at %= len(made)
        made.append(made[at].then(added))
        wanted.append({**wanted[at], **added})
    assert [dict(m) for m in made] == wanted
    assert [len(m) for m in made] == [len(w) for w in wanted]
    assert [m.get("a", "none") for m in made] == [w.get("a", "none") for w in wanted]


def test_the_first_of_a_scope_wins() -> None:
    scope = Scope({"a": "1", "n": None}, {"a": "2", "b": "3", "n": "4"})
    assert dict(scope) == {"a": "1", "n": None, "b": "3"}
    assert scope.get("c", "none") == "none"
