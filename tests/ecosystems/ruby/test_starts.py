"""Programs that a Ruby source starts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen.ecosystems.ruby.starts import started


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ("system('ls', '-l')", ["ls"]),
        ('system "convert #{path} out.png"', ["convert"]),
        ('out = `git rev-parse HEAD`', ["git"]),
        ("%x(hostname -f)", ["hostname"]),
        ("Open3.capture2('pandoc', '-t', 'html')", ["pandoc"]),
        ("IO.popen(['wc', '-l'])", ["wc"]),
        ("IO.popen('sort | uniq -c')", ["sort", "uniq"]),
        ("system(command)", [None]),
        ('system("#{tool} x")', [None]),
        ("exec *ARGV", [None]),
        ("system('bash', '-c', script)", [None]),
        ("spawn('/usr/bin/env', 'git')", [None]),
        ("Terrapin::CommandLine.new('identify', ':in')", [None]),
        # what starts none
        ("connection.exec('select 1')", []),
        ("def system(text)\nend", []),
        ("# system('ls')", []),
        ("=begin\nsystem('ls')\n=end\n", []),
        ("puts 'system(1)'", []),
        ("{ system: 1 }", []),
        ("sql = <<~SQL\n  select `name` from t\nSQL\nputs 1", []),
        ("x = %w[system exec]", []),
        ("y = a / b; c = /`/; puts 1", []),
        ("__END__\n`ls`", []),
        ("before, it, after = $`, $~, $'; puts $?", []),
    ],
)
def test_programs(text: str, programs: list[str | None]) -> None:
    assert list(started(text)) == programs


def test_a_command_in_a_heredoc() -> None:
    assert list(started("x = <<`DONE`\nuname -a\nDONE\n")) == ["uname"]


_PARTS = ["system", "exec", "`", "%x", "%", "(", ")", "[", "{", "}", "#{", "#", "\"", "'", "/", "\\", "<<~A", "A", "<<`B`", "B", "\n", " ", "=begin", "=end", "__END__", "?", "$", ".", ",", "ls", "IO.popen", "Open3.capture2", "x1"]


@given(st.lists(st.sampled_from(_PARTS), max_size=40).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    assert all(p is None or p for p in started(text))
