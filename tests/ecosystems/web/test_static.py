"""Images that only hand out files: the server's own image or package, and of what lines made only what it can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

PACKAGE = '{"scripts": {"build": "vite build"}, "devDependencies": {"vite": "^5"}}'
NGINX = "FROM nginx:1.27-bookworm\nRUN apt-get update && apt-get install -y nodejs npm\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n"
COPIED = "RUN cp -r dist/. /usr/share/nginx/html/\n"
CONF = "server { listen 80; root /usr/share/nginx/html; }\n"


def runtime(text: str, folder: Path, files: dict[str, str] | None = None) -> str:
    """The last stage of the result; the reason where nothing is changed."""
    write(folder, {"package.json": PACKAGE, "package-lock.json": "{}", "index.html": "<p>", "site.conf": CONF, **(files or {})})
    result = convert(text, context=folder)
    if not result.changed:
        return "unchanged: " + result.diagnostics[0].message
    return result.dockerfile.rsplit("\nFROM ", 1)[1]


def test_the_images_own_command_is_the_root(tmp_path: Path) -> None:
    found = runtime(NGINX + COPIED, tmp_path)
    assert found.startswith("nginx:1.27-bookworm\n")
    assert "COPY --from=builder /usr/share/nginx/html /usr/share/nginx/html" in found
    assert "nodejs" not in found
    assert "/app /app" not in found


@pytest.mark.parametrize("base", ["python:3.12", "node:20", "debian:bookworm", "busybox"])
def test_a_shell_or_a_prompt_is_none(base: str, tmp_path: Path) -> None:
    found = runtime(f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN npm ci && npm run build\n", tmp_path)
    assert "it starts nothing" in found


@pytest.mark.parametrize(
    "more",
    [
        "RUN sed -i 's#/usr/share/nginx/html#/app/dist#' /etc/nginx/conf.d/default.conf\n",
        "RUN sed -i 's/\\/usr\\/share\\/nginx\\/html/\\/app\\/dist/' /etc/nginx/conf.d/default.conf\n",
        "RUN rm -rf /usr/share/nginx/html && ln -s /app/dist /usr/share/nginx/html\n",
        "RUN echo 'server { listen 80; root /app/dist; }' > /etc/nginx/conf.d/default.conf\n",
        "COPY <<EOF /etc/nginx/conf.d/default.conf\nserver { root /app/dist; }\nEOF\n",
        "COPY app.conf /etc/nginx/conf.d/default.conf\n",
        "RUN cp app.conf /etc/nginx/conf.d/default.conf\n",
        "RUN cat > /etc/nginx/conf.d/default.conf <<EOF\nserver { root /app/dist; }\nEOF\n",
        "COPY vars.template /etc/nginx/templates/default.conf.template\n",
        "COPY lua.conf /etc/nginx/conf.d/lua.conf\n",
        "RUN npx thing > /etc/nginx/conf.d/default.conf\n",
        "RUN sed -i 's|nginx/html|site|' /etc/nginx/conf.d/default.conf\n",
        "COPY include.conf /etc/nginx/conf.d/default.conf\n",
        'CMD ["nginx", "-c", "/app/app.conf", "-g", "daemon off;"]\n',
        'CMD ["nginx", "-p", "/app", "-g", "daemon off;"]\n',
        'CMD ["sh", "-c", "cp -r dist/. /usr/share/nginx/html && exec nginx"]\n',
        'CMD ["sh", "-c", "cd dist && cp -r $FROM /usr/share/nginx/html && exec nginx"]\n',
    ],
)
def test_what_the_server_may_read_stays(more: str, tmp_path: Path) -> None:
    files = {"app.conf": "server { root /app/dist; }\n", "vars.template": "server { root ${WEB}; }\n", "lua.conf": "content_by_lua_file /x.lua;\n",
             "include.conf": "include /app/app.conf;\n"}  # fmt: skip
    found = runtime(NGINX + more, tmp_path, files)
    assert "COPY --from=builder /app /app" in found or found.startswith("unchanged"), found


def test_configuration_that_does_not_name_it(tmp_path: Path) -> None:
    found = runtime(NGINX + COPIED + "COPY site.conf /etc/nginx/conf.d/default.conf\n", tmp_path)
    assert "/app /app" not in found
    assert "/etc/nginx/conf.d/default.conf" in found


def test_without_the_context_all_is_kept(tmp_path: Path) -> None:
    text = convert(NGINX + COPIED + "COPY site.conf /etc/nginx/conf.d/default.conf\n").dockerfile
    assert "/app" in text


def test_a_script_that_runs_before_the_server_keeps_its_program(tmp_path: Path) -> None:
    hook = {"40-env.sh": "#!/bin/sh\nnode /app/env.js > /usr/share/nginx/html/env.json\n"}
    found = runtime(NGINX + COPIED + "COPY 40-env.sh /docker-entrypoint.d/\n", tmp_path, hook)
    assert "nodejs" in found
    assert "/app /app" in found


def test_a_script_that_nobody_saw_keeps_all(tmp_path: Path) -> None:
    found = runtime(NGINX + COPIED + "RUN printf '#!/bin/sh\\nnode /app/x.js\\n' > /docker-entrypoint.d/x.sh\n", tmp_path)
    assert "nodejs" in found
    assert "/app /app" in found


def test_packages_that_no_build_uses_stay(tmp_path: Path) -> None:
    """People may start something else in the container, by a command of their own."""
    text = NGINX.replace("nodejs npm", "nodejs npm nginx-module-geoip inotify-tools") + COPIED
    found = runtime(text, tmp_path)
    assert "nginx-module-geoip" in found
    assert "inotify-tools" in found
    assert "nodejs" not in found


def test_scripts_that_no_build_has_to_do_with_stay(tmp_path: Path) -> None:
    found = runtime(NGINX + COPIED + "COPY reload.sh /home/reload.sh\n", tmp_path, {"reload.sh": "#!/bin/sh\nnginx -s reload\n"})
    assert "COPY --from=builder /home/reload.sh /home/reload.sh" in found
    assert "/app /app" not in found


def test_nothing_to_split_without_a_build(tmp_path: Path) -> None:
    text = "FROM nginx:1.27-bookworm\nRUN apt-get update && apt-get install -y curl vim\nCOPY index.html /usr/share/nginx/html/\n"
    assert "nothing to split" in runtime(text, tmp_path)


def test_on_debian_the_package_is_installed_again(tmp_path: Path) -> None:
    text = NGINX.replace("nginx:1.27-bookworm", "debian:bookworm").replace("nodejs", "nginx nodejs") + 'RUN cp -r dist/. /var/www/html/\nCMD ["nginx", "-g", "daemon off;"]\n'
    found = runtime(text, tmp_path)
    assert found.startswith("debian:bookworm-slim\n")
    assert "    nginx \\\n && rm" in found
    assert "nodejs" not in found
    assert "/app /app" not in found


def test_what_is_chowned_with_something_else_stays(tmp_path: Path) -> None:
    found = runtime(NGINX + COPIED + "RUN chown -R nginx:nginx /app /var/cache/nginx\n", tmp_path)
    assert "/app /app" in found
