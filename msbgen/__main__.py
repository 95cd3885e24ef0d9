"""`python -m msbgen`: the `msbgen` command of this interpreter."""

from __future__ import annotations

from msbgen.cli import main

if __name__ == "__main__":
    main()
