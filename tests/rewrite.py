"""python -m tests.rewrite: write everything anew that the golden tests expect, from what msbgen makes now."""

from __future__ import annotations

import sys

from tests.new import rewrite as new
from tests.samples import rewrite as samples

if __name__ == "__main__":
    new.main()
    sys.exit(samples.main([]))
