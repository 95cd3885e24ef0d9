"""Records: what the parts of msbgen hand to each other. Nobody changes one once it is made.

Several hundred are made in each conversion. A frozen dataclass sets each field by a call (`object.__setattr__`), which took one part in
fourteen of a conversion's time (benchmarks/test_convert.py); here it is the type checker that keeps everybody from setting a field.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):  # noqa: ANN201 - type checkers never see it
        """A dataclass decorator that takes `frozen` as a promise: instances are equal by value, and have a hash."""
        return dataclass(slots=slots, unsafe_hash=frozen)


__all__ = ["record"]
