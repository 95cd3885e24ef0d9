"""Writes what the program prints before its digits."""

from pathlib import Path

folder = Path("/usr/share") / "digits"
folder.mkdir(exist_ok=True)
(folder / "words").write_text("the digits of e:")
