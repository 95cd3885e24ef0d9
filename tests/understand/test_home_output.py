"""Output that is redirected into a home folder."""

from __future__ import annotations

import pytest

from tests.understand.helpers import effect_of


@pytest.mark.parametrize(
    ("command", "path"), [("echo x > ~/a", "/home/app/a"), ("echo x > ~", "/home/app"), ("echo x >> ~/$A/b", "/home/app/v/b"), ('echo x > "~/a"', "/w/~/a")]
)
def test_output_into_the_home_folder(command: str, path: str) -> None:
    assert effect_of(command, before="WORKDIR /w\nENV HOME=/home/app A=v\n").writes == (path,)


def test_output_into_another_s_home_folder_is_not_known() -> None:
    assert effect_of("echo x > ~other/a").anywhere
