"""Programs that a PHP source starts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen.ecosystems.php.starts import started


@pytest.mark.parametrize(
    ("text", "programs"),
    [
        ("<?php exec('git rev-parse HEAD', $out);", ["git"]),
        ('<?php \\shell_exec("convert $in out.png");', ["convert"]),
        ("<?php echo `uptime`;", ["uptime"]),
        ("<?php proc_open(['node', 'render.js'], [], $pipes);", ["node"]),
        ("<?php $p = new Process(['pdftotext', $file]);", ["pdftotext"]),
        ("<?php $p = new \\Symfony\\Component\\Process\\Process([PHP_BINARY, 'x']);", ["php"]),
        ("<?php Process::fromShellCommandline('sort a | uniq');", ["sort", "uniq"]),
        ("<?php Process::run('ls -l');", ["ls"]),
        ("<?php system($command);", [None]),
        ("<?php pcntl_exec('/bin/sh', ['-c', 'git log']);", [None]),
        ("<?php proc_open(['/usr/bin/env', 'git'], [], $pipes);", [None]),
        ("<?php exec('timeout 9 git log');", ["git"]),
        ('<?php passthru("$tool x");', [None]),
        # what starts none
        ("<?php $pdo->exec('select 1');", []),
        ("<?php function exec($x) {} ", []),
        ("<?php Database::exec('x');", []),
        ("<?php // exec('ls')\n# system('ls')\n/* `ls` */", []),
        ("<?php $sql = 'select `name` from t'; echo \"exec('x')\";", []),
        ("<p>exec('ls')</p><?php echo 1; ?>`ls` system('x')", []),
        ("<?php $x = <<<SQL\nselect `a` from system('b')\nSQL;\n$y = 1;", []),
    ],
)
def test_programs(text: str, programs: list[str | None]) -> None:
    assert list(started(text)) == programs


_PARTS = ["<?php ", "<?=", "?>", "exec", "system", "(", ")", "[", "'", "\"", "`", "\\", "$x", "{$", "}", "->", "::", "new ", "Process", "run", "//", "#", "#[", "/*", "*/", "<<<A\n", "A", "<<<'B'\n", "B", "\n", " ", ";", "ls", "é"]


@given(st.lists(st.sampled_from(_PARTS), max_size=40).map("".join))
def test_any_text_can_be_read(text: str) -> None:
    assert all(p is None or p for p in started("<?php " + text))
