"""Whole conversions: what is kept, what is left out, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from tests.ecosystems.helpers import write

LOCK = """GEM
  remote: https://rubygems.org/
  specs:
{specs}

PLATFORMS
  ruby

DEPENDENCIES
  rails
"""
RAILS = """FROM ruby:3.3
RUN apt-get update && apt-get install -y build-essential libpq-dev nodejs
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install
COPY . .
RUN bundle exec rails assets:precompile
CMD ["bundle", "exec", "puma"]
"""


def project(folder: Path, *gems: str, **files: str) -> Path:
    lock = LOCK.format(specs="\n".join(f"    {name} (1.0)" for name in gems))
    return write(folder, {"Gemfile": "source 'x'\n", "Gemfile.lock": lock, "app/a.rb": "puts 1\n", **{k.replace("__", "/") + ".rb": v for k, v in files.items()}})


def test_rails_goes_to_the_slim_image_without_node(tmp_path: Path) -> None:
    result = convert(RAILS, context=project(tmp_path, "rails", "puma", "pg", "tzinfo"))
    assert result.changed
    builder, runtime = result.dockerfile.split("FROM ruby:3.3-slim")
    assert "nodejs" in builder
    assert "nodejs" not in runtime
    assert "libpq5" in runtime
    assert "build-essential" not in runtime
    assert "COPY --from=builder /usr/local/bundle /usr/local/bundle" in runtime
    assert "COPY --from=builder /app /app" in runtime
    assert "rm -rf /app/node_modules" in builder
    assert not any(d.code == "MSB220" for d in result.diagnostics)


@pytest.mark.parametrize("gems", [("execjs",), ("uglifier", "execjs"), ("autoprefixer-rails", "execjs")])
def test_gems_that_run_javascript_keep_node(tmp_path: Path, gems: tuple[str, ...]) -> None:
    result = convert(RAILS, context=project(tmp_path, "rails", *gems))
    builder, runtime = result.dockerfile.split("FROM ruby:3.3-slim")
    assert "nodejs" in runtime
    assert "node_modules" not in builder


def test_without_the_lock_file_node_is_kept_and_it_is_told() -> None:
    result = convert(RAILS)
    assert "nodejs" in result.dockerfile.split("FROM ruby:3.3-slim")[1]
    assert any(d.code == "MSB220" for d in result.diagnostics)


def test_a_gem_takes_a_program_of_the_full_image(tmp_path: Path) -> None:
    result = convert(RAILS, context=project(tmp_path, "rails", "mini_magick"))
    assert "imagemagick" in result.dockerfile.split("FROM ruby:3.3-slim")[1]
    result = convert(RAILS, context=project(tmp_path, "rails", "mysql2"))
    assert "libmariadb3" in result.dockerfile.split("FROM ruby:3.3-slim")[1]


def test_a_program_that_a_source_starts_is_installed(tmp_path: Path) -> None:
    result = convert(RAILS, context=project(tmp_path, "rails", app__version="V = `git rev-parse HEAD`\n"))
    assert "    git" in result.dockerfile.split("FROM ruby:3.3-slim")[1]


def test_a_program_without_a_name_keeps_the_full_image(tmp_path: Path) -> None:
    result = convert(RAILS, context=project(tmp_path, "rails", app__run="system(ENV['TOOL'])\n"))
    assert "FROM ruby:3.3-slim" not in result.dockerfile


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ('["bundle", "exec", "passenger", "start"]', "compiles or fetches"),
        ('["foreman", "start"]', "Procfile"),
        ('["bundle", "install"]', "installs gems when it starts"),
        ('["bundle", "exec", "rails", "assets:precompile"]', "makes assets when it starts"),
        ('["bundle", "exec", "nobody-knows"]', "is not known"),
        ('["bundle", "exec", "sh", "-c", "ls"]', "is not known"),
    ],
)
def test_what_the_container_starts_must_be_known(command: str, reason: str) -> None:
    result = convert(RAILS.replace('["bundle", "exec", "puma"]', command))
    assert not result.changed
    assert any(reason in d.message for d in result.diagnostics)


def test_foreman_starts_what_its_procfile_says(tmp_path: Path) -> None:
    text = RAILS.replace('["bundle", "exec", "puma"]', '["foreman", "start", "web"]')
    folder = write(project(tmp_path, "rails", "foreman", "puma"), {"Procfile": "web: bundle exec puma -p 80\njs: yarn watch\n"})
    assert "FROM ruby:3.3-slim" in convert(text, context=folder).dockerfile
    for line in ("bundle install", "$SERVER", "bundle exec $SERVER"):  # who starts the container may set it
        write(folder, {"Procfile": f"web: {line}\n"})
        assert not convert(text, context=folder).changed


def test_folders_of_settings_are_made_before_they_are_copied() -> None:
    text = 'FROM ruby:3.3\nWORKDIR /a\nCOPY . .\nRUN bundle config set frozen true && bundle install\nUSER nobody\nCMD ["bundle", "exec", "rackup"]\n'
    builder, runtime = convert(text).dockerfile.split("FROM ruby:3.3-slim")
    assert "mkdir -p /root/.bundle" in builder
    assert "COPY --from=builder /root/.bundle /root/.bundle" in runtime
    assert builder.index("USER root") < builder.index("mkdir -p /root/.bundle")


@pytest.mark.parametrize(
    ("lines", "cache"),
    [
        ("RUN bundle install\n", "/usr/local/bundle/cache"),
        ("ENV BUNDLE_PATH=/usr/local/bundle\nRUN bundle install\n", "/usr/local/bundle/ruby/*/cache"),
        ("RUN bundle install --deployment\n", "/a/vendor/bundle/ruby/*/cache"),
        ("RUN gem install rack\n", "/usr/local/bundle/cache"),
    ],
)
def test_downloaded_gems_stay_behind(lines: str, cache: str) -> None:
    text = f'FROM ruby:3.3\nWORKDIR /a\nCOPY . .\n{lines}CMD ["bundle", "exec", "rackup"]\n'
    assert f"RUN rm -rf {cache} " in convert(text).dockerfile


def test_node_has_nothing_to_prune_where_all_its_modules_go(tmp_path: Path) -> None:
    front = '{"dependencies": {"a": "1"}, "devDependencies": {"esbuild": "1"}, "scripts": {"build": "esbuild"}}'
    folder = write(project(tmp_path, "rails", "puma", "pg"), {"package.json": front})
    result = convert(RAILS.replace("COPY . .", "COPY . .\nRUN npm install && npm run build"), context=folder).dockerfile
    assert "rm -rf /app/node_modules" in result
    assert "npm prune" not in result


def test_ruby_of_alpine_with_gems_of_the_project() -> None:
    text = "FROM alpine:3.20\nRUN apk add --no-cache ruby ruby-dev ruby-bundler build-base\nWORKDIR /app\nCOPY . .\n" \
           "RUN bundle config set --local path vendor/bundle && bundle install\nCMD [\"bundle\", \"exec\", \"ruby\", \"app.rb\"]\n"  # fmt: skip
    runtime = convert(text).dockerfile.split("\nFROM alpine:3.20\n")[1]
    assert "    ruby-bundler" in runtime
    assert "build-base" not in runtime
    assert "COPY --from=builder /app /app" in runtime


def test_an_option_behind_the_script_is_its_own(tmp_path: Path) -> None:
    from msbgen.ecosystems.ruby.needs import needs
    from tests.understand.helpers import facts_of

    facts, scene = facts_of('FROM ruby:3.3\nWORKDIR /app\nCOPY . .\nCMD ["ruby", "app/a.rb", "-S", "x"]\n', project(tmp_path, "rails"))
    found = needs(facts.roots[0].calls[0], scene)
    assert isinstance(found, tuple)
    assert "/app/app/a.rb" in [n.name for n in found if n.kind == "file"]
