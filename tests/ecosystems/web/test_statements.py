"""Configurations of web servers: which paths they name, and when that cannot be told."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.web.statements import Unreadable, named
from msbgen.ecosystems.web.table import Server, server


def row(name: str) -> Server:
    found = server(name)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("name", "text", "paths"),
    [
        ("nginx", "server { listen 80; root /app/dist; location / { try_files $uri /index.html; } }", ["/app/dist"]),
        ("nginx", "location /app/ { alias /data/files/; }", ["/data/files"]),
        ("nginx", "root /srv/$host;", ["/srv"]),
        ("nginx", "root /srv/site-$host;", ["/srv"]),
        ("nginx", "include /opt/site/*.conf;", ["/opt/site"]),
        ("nginx", "# root /old;\nroot /new; # root /older;", ["/new"]),
        ("nginx", "access_log /opt/log/a.log; error_log stderr;", ["/opt/log/a.log"]),
        ("nginx", "if (-f /app/closed) { return 503; }", ["/app/closed"]),
        ("nginx", "map $uri $new { /a /b; }", ["/a", "/b"]),
        ("nginx", "fastcgi_pass unix:/run/php.sock; proxy_pass http://api:3000/;", []),
        ("httpd", 'DocumentRoot "/app/build"\n<Directory "/app/build">\n  Require all granted\n</Directory>\nAlias /files /data/files\n', ["/app/build", "/data/files"]),
        ("httpd", "<Location />\nErrorDocument 404 /index.html\n</Location>\n", []),
        ("httpd", "RewriteRule ^/x(.*)$ /app/x$1\n", ["/app"]),
        ("caddy", ":80 {\n  root * /app/dist\n  try_files {path} /index.html\n  file_server\n  reverse_proxy /api/* api:3000\n}\n", ["/app/dist"]),
    ],
)
def test_paths(name: str, text: str, paths: list[str]) -> None:
    assert [path for path, _ in named(text, row(name))] == paths


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("nginx", "root $document;"),
        ("nginx", "root ${WEB_ROOT};"),
        ("nginx", "root ../app;"),
        ("nginx", "load_module modules/ngx_http_js_module.so;"),
        ("nginx", "content_by_lua_block { os.execute('node x') }"),
        ("httpd", "DocumentRoot ${APACHE_DOCUMENT_ROOT}\n"),
        ("httpd", "LoadModule cgid_module modules/mod_cgid.so\n"),
        ("httpd", "LoadModule php7_module modules/libphp7.so\n"),
        ("httpd", 'CustomLog "|/app/rotate" common\n'),
        ("httpd", "RewriteMap x prg:/app/map.js\n"),
        ("caddy", "root * {$SITE_ROOT}\n"),
        ("caddy", "root * {env.SITE_ROOT}\n"),
        ("caddy", "php_fastcgi localhost:9000\n"),
    ],
)
def test_unreadable(name: str, text: str) -> None:
    with pytest.raises(Unreadable):
        list(named(text, row(name)))


def test_a_relative_path_lies_beside_the_file() -> None:
    assert list(named("import sites/a\n", row("caddy"), "/app")) == [("/app/sites/a", True)]


def test_all_rows_are_of_programs_that_are_claimed() -> None:
    from msbgen.ecosystems.web import ecosystem
    from msbgen.ecosystems.web.table import servers

    assert set(servers()) == ecosystem.services
