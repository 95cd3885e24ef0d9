"""JSON holds all of a conversion."""

from __future__ import annotations

import json

from msbgen.model.conversion import Conversion
from msbgen.report.as_json import as_json
from tests.report.conversion import CONVERSION


def test_nothing_is_lost() -> None:
    assert Conversion.model_validate_json(as_json(CONVERSION)) == CONVERSION


def test_bytes_that_are_not_utf8_survive() -> None:
    text = "FROM \udcff\n"
    conversion = Conversion.make(dockerfile=text, changed=False, plan=None, ledger=(), diagnostics=())
    written = as_json(conversion)
    assert written.isascii()
    assert json.loads(written)["dockerfile"] == text
