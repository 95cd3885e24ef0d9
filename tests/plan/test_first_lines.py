"""What the first lines run, they find in the base; so the same base has it in the runtime stage."""

from __future__ import annotations

import pytest

from msbgen.pipeline import convert

_MODULES = "if command -v a2enmod; then a2enmod expires rewrite; fi"
_REST = 'RUN apt-get update && apt-get install -y libpng-dev && docker-php-ext-install gd\nCOPY index.php /var/www/html/\nCMD ["php-fpm"]\n'


def test_a_program_that_the_first_line_asks_for_is_the_base_s_own_or_in_neither_stage() -> None:
    result = convert(f"FROM php:8.3-fpm-bookworm\nRUN {_MODULES}\n{_REST}")
    assert f"\nFROM php:8.3-fpm-bookworm\n\nRUN {_MODULES}\n" in result.dockerfile


@pytest.mark.parametrize(
    "before",
    [
        "RUN apt-get update && apt-get install -y apache2-dev",  # it may come with that, which the runtime stage lacks
        "RUN apt-get purge -y apache2",
        "COPY tools/ /usr/local/sbin/",
    ],
)
def test_what_lines_before_it_may_have_brought_is_not_known(before: str) -> None:
    result = convert(f"FROM php:8.3-fpm-bookworm\n{before}\nRUN {_MODULES}\n{_REST}")
    assert not result.changed
    assert "what provides `a2enmod` in the runtime stage is not known" in result.diagnostics[0].message
