"""What PHP's commands write in a build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msbgen.model.facts import Effect
from tests.ecosystems.helpers import effect, write

OFFICIAL = "php:8.3-fpm"
CONF, EXTENSIONS = "/usr/local/etc/php/conf.d", "/usr/local/lib/php/extensions"


def of(command: str, *, base: str = OFFICIAL, before: str = "WORKDIR /app\nCOPY . .\n", context: Path | None = None) -> Effect:
    return effect(command, context, base=base, before=before)


@pytest.mark.parametrize(
    ("command", "writes", "products"),
    [
        ("docker-php-ext-install -j4 gd zip", (CONF,), [EXTENSIONS]),
        ("docker-php-ext-install --ini-name /etc/x.ini gd", (CONF, "/etc/x.ini"), [EXTENSIONS]),
        ("docker-php-ext-enable redis", (CONF,), []),
        ("docker-php-ext-configure gd --with-jpeg", (), []),
        ("docker-php-source extract", (), []),
        ("pecl install redis-6.0.2", (), [EXTENSIONS]),
        ("pecl install pecl/imagick uv-beta", (), [EXTENSIONS]),
        ("pecl install xhprof", ("/usr/local/lib/php",), ["/usr/local/lib/php"]),  # it brings files of PHP, too
        ("pecl channel-update pecl.php.net", (), []),
        ("composer install --no-dev", ("/app",), []),
        ("composer install -d /srv/x", ("/srv/x",), []),
        ("composer create-project laravel/laravel shop", ("/app/shop",), []),
        ("composer create-project --prefer-dist laravel/laravel:^11", ("/app/laravel",), []),
        ("php composer.phar update", ("/app",), []),
        ("composer clear-cache", (), []),
        ("php artisan config:cache", ("/app",), []),
        ("php /srv/bin/console cache:warmup --env=prod", ("/srv",), []),
        ("bin/console cache:clear", ("/app",), []),
        ("/srv/bin/console assets:install", ("/srv",), []),
        ("php artisan make:livewire todo-list", ("/app",), []),
        ("php -m", (), []),
        ("php -d memory_limit=-1 -i", (), []),
        ("php -d memory_limit=-1 composer.phar install -v", ("/app",), []),
        ("php -r 'echo PHP_VERSION;'", (), []),
        ("php -r \"copy('https://getcomposer.org/x', 'y');\"", ("/app/y",), []),
        ("curl -sS https://getcomposer.org/installer | php -- --install-dir=/usr/bin --filename=composer", ("/usr/bin/composer",), []),
        ("curl -sS https://getcomposer.org/installer | php", ("/app/composer.phar",), []),
        ("php composer-setup.php --install-dir=/usr/local/bin", ("/usr/local/bin/composer.phar",), []),
    ],
)
def test_writes(command: str, writes: tuple[str, ...], products: list[str]) -> None:
    found = of(command)
    assert not found.anywhere
    assert found.writes == writes
    assert [p.path for p in found.products] == products


@pytest.mark.parametrize(
    "command",
    [
        "php setup.php",
        "php setup.php -v",  # the script's own option, not php's
        "php setup.php -r 1",
        "php artisan app:own-task",
        "php bin/console app:own-task",
        "bin/console app:own-task",
        "console cache:clear",  # any program of that name
        "/opt/tool/console cache:clear",
        "php -r 'file_put_contents(\"/etc/x\", 1);'",
        "php -r '`touch /etc/x`;'",
        "composer own-script",
        "composer run-script own",
        "curl https://example.org/x | php",
    ],
)
def test_what_is_not_known_may_write_anywhere(command: str) -> None:
    assert of(command).anywhere


def test_scripts_of_the_official_images_are_theirs_alone() -> None:
    assert of("docker-php-ext-install gd", base="debian:bookworm").anywhere
    assert of("pecl install redis", base="debian:bookworm").anywhere


def test_the_installer_of_composer_leaves_nothing() -> None:
    lines = "RUN php -r \"copy('https://getcomposer.org/installer', 'composer-setup.php');\"\n"
    check = "php -r \"if (hash_file('sha384', 'composer-setup.php') === 'x') { echo 'ok'; } else { unlink('composer-setup.php'); exit(1); }\""
    found = of(check, before="WORKDIR /app\n" + lines)
    assert (found.removes, found.may_remove, found.anywhere) == ((), (), False)
    assert of("php -r \"unlink('composer-setup.php');\"", before="WORKDIR /app\n" + lines).removes == ("/app/composer-setup.php",)


def scripts(folder: Path, **listed: object) -> Path:
    return write(folder, {"composer.json": json.dumps({"scripts": {name.replace("_", "-"): value for name, value in listed.items()}})})


@pytest.mark.parametrize("script", ["@php artisan package:discover", "App\\Setup::run", "rm -rf var/cache", ["@own", "echo done"]])
def test_scripts_that_stay_in_the_project(tmp_path: Path, script: object) -> None:
    folder = scripts(tmp_path, post_install_cmd=script, own="php -v")
    assert not of("composer install", context=folder).anywhere
    assert not of("composer run-script own", context=folder).anywhere


@pytest.mark.parametrize("script", ["/opt/tool --everywhere", ["@own"]])
def test_scripts_that_do_what_nobody_knows(tmp_path: Path, script: object) -> None:
    folder = scripts(tmp_path, post_install_cmd=script, own="strange-tool")
    assert of("composer install", context=folder).anywhere
    assert not of("composer install --no-scripts", context=folder).anywhere


def test_packages_outside_of_the_project(tmp_path: Path) -> None:
    write(tmp_path, {"composer.json": json.dumps({"config": {"vendor-dir": "/opt/vendor"}})})
    assert of("composer install", context=tmp_path).writes == ("/app", "/opt/vendor")
    assert of("composer install", before="ENV COMPOSER_VENDOR_DIR=/v\nWORKDIR /app\n").writes == ("/app", "/v")
