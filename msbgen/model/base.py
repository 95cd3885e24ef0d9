"""What every model shares."""

from __future__ import annotations

from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Box(BaseModel):
    """A frozen pydantic model whose validators are built only when somebody validates or serialises.

    Inside msbgen boxes are filled by `make`, from values that the type checker has already seen; building pydantic's
    validators for them would cost a tenth of a second at each start. Programs that read a box from outside (`new` from
    JSON, `--json`) use the ordinary pydantic calls and get full validation.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @classmethod
    def make(cls, **values: Any) -> Self:
        """Build without validation, with pydantic's defaults filled in."""
        return cls.model_construct(**values)
