"""awk prints; what its program sends elsewhere, or has a shell do, is not known."""

from __future__ import annotations

import pytest

from tests.understand.helpers import effect_of


@pytest.mark.parametrize(
    "program",
    [
        "awk '{ print $1 }' f",
        "awk -F: '$3 > 5 { print $1 }' f",
        # as docker-library's PHP images for Alpine look for libraries that none of their own folders has
        """awk 'system("[ -e /usr/local/lib/" $1 " ]") == 0 { next } { print "so:" $1 }'""",
        """awk 'system ("test -f " $NF) == 0 { print }' f""",
        """awk '{ while ((getline line < "f") > 0) n++ } END { print n }'""",
    ],
)
def test_it_prints(program: str) -> None:
    effect = effect_of(program)
    assert (effect.role, effect.writes, effect.anywhere) == ("state", (), False)


@pytest.mark.parametrize(
    "program",
    [
        """awk '{ print > "/etc/x" }' f""",
        """awk '{ system("rm -rf " $1) }' f""",
        """awk '{ system("[ -e /x ]; touch " $1) }' f""",
        """awk '{ system("[ -e " $1 " ] && rm " $1) }' f""",
        """awk '{ system("[ -e $(touch /x) ]") }' f""",
        """awk '{ system("[ -e /x ]" "\\n" "touch /y") }' f""",
        """awk '{ system(command) }' f""",
        """awk '{ system(command "[ -e /x ]") }' f""",
        """awk '{ system("[ -e /x ]"); system("touch " $1) }' f""",
        """awk 'BEGIN { "touch /x" | getline }'""",
        "awk -i inplace '{ print }' f",
        "awk -f program.awk f",
        "awk --file=program.awk f",
    ],
)
def test_what_it_does_elsewhere_is_not_known(program: str) -> None:
    assert effect_of(program).anywhere
