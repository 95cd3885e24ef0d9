"""What bundler, gem, rake and rails write in a build."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Effect
from tests.ecosystems.helpers import effect, write

OFFICIAL = "ruby:3.3"


def of(command: str, *, base: str = OFFICIAL, before: str = "WORKDIR /app\nCOPY . .\n", context: Path | None = None) -> Effect:
    return effect(command, context, base=base, before=before)


def libraries(found: Effect) -> list[str]:
    return [p.path for p in found.products]


@pytest.mark.parametrize(
    ("command", "before", "place"),
    [
        ("bundle install", "", "/usr/local/bundle"),
        ("bundle", "", "/usr/local/bundle"),
        ("bundle install --jobs 4 --path gems", "", "/app/gems"),
        ("bundle install --deployment", "", "/app/vendor/bundle"),
        ("bundle install", "ENV BUNDLE_PATH=/gems\n", "/gems"),
        ("bundle install", "ENV BUNDLE_DEPLOYMENT=1\n", "/app/vendor/bundle"),
        ("bundle install", "RUN bundle config set --local path 'vendor/x'\n", "/app/vendor/x"),
        ("bundle install", "RUN bundle config set deployment true\n", "/app/vendor/bundle"),
        ("bundle install --gemfile=/srv/Gemfile --deployment", "", "/srv/vendor/bundle"),
        ("gem install rake", "", "/usr/local/bundle"),
        ("gem install -i /opt/gems rake", "", "/opt/gems"),
    ],
)
def test_where_gems_go(command: str, before: str, place: str) -> None:
    found = of(command, before="WORKDIR /app\nCOPY . .\n" + before)
    assert not found.anywhere
    assert libraries(found) == [place]


def test_gems_of_debians_ruby_lie_in_two_folders() -> None:
    found = of("gem install sinatra", base="debian:bookworm")
    assert libraries(found) == ["/var/lib/gems"]
    assert found.writes == ("/usr/local/bin",)


@pytest.mark.parametrize(
    ("command", "base", "before"),
    [
        ("bundle install", "alpine:3.20", ""),  # among the files of apk's ruby
        ("gem install rack", "alpine:3.20", ""),
        ("gem install rack", "debian:bookworm", "USER nobody\n"),
        ("gem install --user-install rack", OFFICIAL, ""),
        ("bundle install", OFFICIAL, "ARG WHERE\nENV BUNDLE_PATH=$WHERE\n"),
        ("bundle config $NAME true", OFFICIAL, "ARG NAME\n"),
        ("rake deploy", OFFICIAL, ""),
        ("bundle exec rake deploy", OFFICIAL, ""),
        ("ruby setup.rb", OFFICIAL, ""),
        ("bundle exec ruby setup.rb", OFFICIAL, ""),
    ],
)
def test_what_is_not_known_may_write_anywhere(command: str, base: str, before: str) -> None:
    assert of(command, base=base, before="WORKDIR /app\nCOPY . .\n" + before).anywhere


def test_settings_go_to_either_file() -> None:
    found = of("bundle config set without development")
    assert found.writes == ("/usr/local/bundle", "/root/.bundle")
    assert of("bundle config set --local without development").writes == ("/usr/local/bundle",)
    assert of("bundle config --global frozen 1").writes == ("/root/.bundle",)
    assert of("bundle config set --local path x", base="debian:bookworm").writes == ("/app/.bundle",)


@pytest.mark.parametrize("command", ["bundle exec rails assets:precompile", "./bin/rails assets:precompile", "RAILS_ENV=production bundle exec rake assets:precompile assets:clean",
                                     "ruby bin/rails assets:precompile"])  # fmt: skip
def test_assets_are_made_in_the_project(command: str) -> None:
    found = of(command)
    assert found.writes == ("/app",)
    assert not found.anywhere
    assert "node" in found.programs


def test_a_gemfile_in_a_folder_above_counts(tmp_path: Path) -> None:
    write(tmp_path, {"Gemfile": "", "Gemfile.lock": ""})
    found = of("bundle install --deployment", before="COPY . /srv/\nWORKDIR /srv/web\n", context=tmp_path)
    assert libraries(found) == ["/srv/vendor/bundle"]


def test_jekyll_writes_a_site(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "title: x\n# destination: /elsewhere\n"})
    assert of("bundle exec jekyll build", context=tmp_path).writes == ("/app/_site",)
    assert of("jekyll build -d /site").writes == ("/site",)


@pytest.mark.parametrize(
    ("command", "files", "place"),
    [
        ("jekyll build", {"_config.yml": "destination: /var/www/html  # served\n"}, "/var/www/html"),
        ("jekyll build -s docs", {"docs/_config.yml": "destination: './out'\n"}, "/app/out"),
        ("nanoc", {"nanoc.yaml": "output_dir: public\n"}, "/app/public"),
        ("middleman build", {"config.rb": "activate :directory_indexes\n"}, "/app/build"),
        ("middleman build --build-dir /srv/www", {"config.rb": "set :build_dir, 'x'\n"}, "/srv/www"),
    ],
)
def test_settings_name_where_a_site_goes(command: str, files: dict[str, str], place: str, tmp_path: Path) -> None:
    write(tmp_path, files)
    found = of(command, context=tmp_path)
    assert found.writes == (place,)
    assert not found.anywhere


@pytest.mark.parametrize(
    ("command", "files"),
    [
        ("jekyll build", {"_config.yml": "{title: x, destination: /out}\n"}),
        ("jekyll build", {"_config.yml": "site:\n  destination: /out\n"}),
        ("jekyll build --config _config.yml,more.yml", {"_config.yml": ""}),
        ("nanoc", {"nanoc.yaml": "parent_config_file: ../nanoc.yaml\n"}),
        ("middleman build", {"config.rb": "set :build_dir, ENV['OUT']\n"}),
    ],
)
def test_where_a_site_goes_is_not_guessed(command: str, files: dict[str, str], tmp_path: Path) -> None:
    write(tmp_path, files)
    assert of(command, context=tmp_path).anywhere
    assert of(command).anywhere


@pytest.mark.parametrize("edit", ["sed -i s,_site,/out, _config.yml", "echo 'destination: /out' >> _config.yml", "cp other.yml _config.yml"])
def test_settings_that_a_command_wrote_are_not_those_of_the_context(edit: str, tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "title: x\n", "other.yml": ""})
    assert not of("jekyll build", context=tmp_path).anywhere
    assert of("jekyll build", before=f"WORKDIR /app\nCOPY . .\nRUN {edit}\n", context=tmp_path).anywhere
    assert of(f"{edit} && jekyll build", context=tmp_path).anywhere
