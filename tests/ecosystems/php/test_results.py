"""Whole conversions: what is kept, what stays behind, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msbgen import convert
from tests.ecosystems.helpers import write

SHOP = """FROM php:8.3-apache
RUN apt-get update && apt-get install -y git unzip libpng-dev libzip-dev nodejs npm
RUN docker-php-ext-install gd zip && pecl install redis && docker-php-ext-enable redis && a2enmod rewrite
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY . .
RUN composer install --no-dev
RUN npm ci && npm run build
"""


def project(folder: Path, *packages: str, **files: str) -> Path:
    lock = {"packages": [{"name": name, "version": "1.0"} for name in packages]}
    manifest = {"require": dict.fromkeys(packages, "*")}
    front = {"name": "shop", "scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}
    tree = {"node_modules/vite": {"version": "5.0.0", "resolved": "https://registry.npmjs.org/vite/-/vite-5.0.0.tgz", "dev": True}}
    listed = {"composer.json": json.dumps(manifest), "composer.lock": json.dumps(lock), "public/index.php": "<?php echo 1;", "package.json": json.dumps(front),
              "package-lock.json": json.dumps({"name": "shop", "lockfileVersion": 3, "packages": {"": front, **tree}})}  # fmt: skip
    return write(folder, {**listed, **{k.replace("__", "/") + ".php": v for k, v in files.items()}})


def stages(text: str, context: Path | None = None) -> tuple[str, str]:
    result = convert(text, context=context)
    assert result.changed, result.diagnostics
    builder, runtime = result.dockerfile.split("\nFROM php:8.3-apache\n")
    return builder, runtime


def test_the_same_image_without_what_only_the_build_needs(tmp_path: Path) -> None:
    builder, runtime = stages(SHOP, project(tmp_path, "monolog/monolog"))
    assert "libpng16-16t64" in runtime
    assert "libzip5" in runtime
    assert "RUN a2enmod rewrite" in runtime
    assert "COPY --from=builder /usr/local/lib/php/extensions /usr/local/lib/php/extensions" in runtime
    assert "COPY --from=builder /usr/local/etc/php/conf.d /usr/local/etc/php/conf.d" in runtime
    assert "COPY --from=builder /var/www/html /var/www/html" in runtime
    for word in ("composer", "git", "unzip", "nodejs", "npm", "-dev"):
        assert word not in runtime, word
    assert "rm -rf /var/www/html/node_modules" in builder


def test_without_sources_node_goes_on() -> None:
    builder, runtime = stages(SHOP)
    assert "nodejs" in runtime
    assert "node_modules" not in builder
    assert "composer" not in runtime


@pytest.mark.parametrize(
    ("packages", "source", "kept"),
    [
        (("spatie/browsershot",), "", "nodejs"),
        ((), "<?php exec('node render.js');", "nodejs"),
        ((), "<?php exec('git log');", "git"),
        (("czproject/git-php",), "", "git"),
        ((), "<?php exec($command);", "unzip"),
    ],
)
def test_what_the_program_starts_goes_on(tmp_path: Path, packages: tuple[str, ...], source: str, kept: str) -> None:
    _, runtime = stages(SHOP, project(tmp_path, "monolog/monolog", *packages, app__run=source or "<?php echo 1;"))
    assert f"    {kept}" in runtime


def test_composer_goes_on_where_it_is_started(tmp_path: Path) -> None:
    folder = project(tmp_path, "monolog/monolog", app__run="<?php exec('composer show');")
    assert "COPY --from=builder /usr/bin/composer /usr/bin/composer" in stages(SHOP, folder)[1]
    script = write(project(tmp_path, "monolog/monolog"), {"start.sh": "#!/bin/sh\ncomposer dump-env prod\nexec apache2-foreground\n"})
    assert "COPY --from=builder /usr/bin/composer /usr/bin/composer" in stages(SHOP + 'CMD ["./start.sh"]\n', script)[1]


def test_composer_that_the_build_does_not_run_goes_on() -> None:
    text = "FROM php:8.3-apache\nRUN apt-get update && apt-get install -y libpng-dev && docker-php-ext-install gd\nCOPY --from=composer:2 /usr/bin/composer /usr/bin/composer\n"
    assert "COPY --from=builder /usr/bin/composer /usr/bin/composer" in stages(text)[1]


@pytest.mark.parametrize(
    ("command", "reason"),
    [('["composer", "install"]', "installs packages when it starts"), ('["install-php-extensions", "gd"]', "builds when it starts"), ('["php", "$X"]', None)],
)
def test_what_the_container_starts_must_be_known(command: str, reason: str | None) -> None:
    result = convert(SHOP + f"CMD {command}\n")
    assert result.changed is (reason is None)
    assert reason is None or any(reason in d.message for d in result.diagnostics)


def test_extensions_that_bring_packages_are_installed_again() -> None:
    text = "FROM php:8.3-apache\nCOPY --from=mlocati/php-extension-installer /usr/bin/install-php-extensions /usr/local/bin/\nRUN apt-get update && apt-get install -y libpng-dev\n" \
           "RUN docker-php-ext-install gd && install-php-extensions intl zip\nCOPY . /var/www/html\n"  # fmt: skip
    _, runtime = stages(text)
    assert runtime.index("COPY --from=builder /usr/local/bin /usr/local/bin") < runtime.index("RUN install-php-extensions intl zip")


def test_alpine_gathers_the_libraries_of_extensions() -> None:
    text = "FROM php:8.3-fpm-alpine\nRUN apk add --no-cache icu-dev libzip-dev && docker-php-ext-install intl zip\nCOPY . /var/www/html\n"
    result = convert(text)
    builder, runtime = result.dockerfile.split("\nFROM php:8.3-fpm-alpine\n")
    assert "set -- /usr/local/lib/php/extensions" in builder
    assert "COPY --from=builder /runtime/ /" in runtime
    assert "icu-dev" not in runtime


def test_what_stays_behind_is_not_changed_in_the_runtime_stage() -> None:
    text = "FROM php:8.3-apache\nRUN apt-get update && apt-get install -y unzip && curl -o /usr/local/bin/composer https://getcomposer.org/composer.phar && chmod +x /usr/local/bin/composer\n" \
           "COPY . /var/www/html\nRUN composer install\n"  # fmt: skip
    _, runtime = stages(text)
    assert "chmod" not in runtime


def test_packages_for_compiling_extensions_stay_behind() -> None:
    text = "FROM php:8.3-fpm-alpine\nRUN apk add --no-cache --virtual .build-deps $PHPIZE_DEPS icu-dev && docker-php-ext-install intl && apk del .build-deps && apk add icu-libs\nCOPY . /var/www/html\n"
    runtime = convert(text).dockerfile.split("\nFROM php:8.3-fpm-alpine\n")[1]
    assert "    icu-libs" in runtime
    assert "gcc" not in runtime


def test_extensions_that_came_with_the_distributions_composer_stay() -> None:
    text = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y composer php-fpm unzip\nWORKDIR /app\nCOPY . .\nRUN composer install\nCMD php-fpm8.2 -F\n"
    runtime = convert(text).dockerfile.split("\nFROM debian:bookworm-slim\n")[1]
    assert "php-mbstring" in runtime
    assert "php-intl" in runtime
    assert "composer" not in runtime
    alpine = "FROM alpine:3.20\nRUN apk add composer php83 git\nWORKDIR /app\nCOPY . .\nRUN composer install\nCMD [\"php\", \"index.php\"]\n"
    assert "FROM scratch" not in convert(alpine).dockerfile


@pytest.mark.parametrize("base", ["php:${V}-apache", "php:8.3-apache@sha256:" + "a" * 64])
def test_libraries_of_a_release_that_is_not_fixed(base: str) -> None:
    """php:8.0-apache has libpng16-16, php:8.5-apache libpng16-16t64."""
    text = f"ARG V=8.3\nFROM {base}\nRUN apt-get update && apt-get install -y libpng-dev && docker-php-ext-install gd\nCOPY . /var/www/html\n"
    assert not convert(text).changed
    assert convert(f"ARG V=8.3\nFROM {base}\nRUN apt-get update && apt-get install -y git && docker-php-ext-install bcmath && git clone https://x/y /srv/y\nCOPY . /var/www/html\n").changed


def test_php_of_alpine() -> None:
    text = "FROM alpine:3.20\nRUN apk add --no-cache php83 php83-fpm php83-pdo build-base git\nWORKDIR /app\nCOPY . .\nRUN cc -o /usr/local/bin/t t.c\nCMD [\"php-fpm83\", \"-F\"]\n"
    runtime = convert(text).dockerfile.split("\nFROM alpine:3.20\n")[1]
    for name in ("php83", "php83-fpm", "php83-pdo"):
        assert f"    {name}" in runtime
    assert "build-base" not in runtime


_SWOOLE = 'FROM phpswoole/swoole:{}\nRUN apt-get update && apt-get install -y libicu-dev && docker-php-ext-install intl\nCOPY server.php /srv/\nENTRYPOINT ["php", "/srv/server.php"]\n'


def test_an_extension_on_swoole_s_image() -> None:
    """Which Debian it stands on no tag says: its libraries are asked of the loader, not installed by name."""
    _, _, runtime = convert(_SWOOLE.format("5.1-php8.3")).dockerfile.partition("\nFROM phpswoole/swoole:5.1-php8.3\n")
    assert "COPY --from=builder /usr/local/lib/php/extensions /usr/local/lib/php/extensions" in runtime
    assert "COPY --from=builder /runtime/ /" in runtime
    assert "libicu" not in runtime


@pytest.mark.parametrize("tag", ["latest", "4.8-alpine", "php8.2-alpine"])
def test_a_tag_that_does_not_say_which_php_swoole_has(tag: str) -> None:
    assert not convert(_SWOOLE.format(tag)).changed
