"""How far a job is, counted where the work is done; written down by its signs of life."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass
class Kemajuan:
    """`maju` of `perkiraan` rows of this step. `lanjut` raises where the job is to stop; it is asked only where no
    library takes what it raises for an error of the data."""

    langkah: str = ""
    maju: int = 0
    perkiraan: int = 0
    lanjut: Callable[[], object] = lambda: None

    def mulai(self, langkah: str, perkiraan: int) -> None:
        self.langkah, self.maju, self.perkiraan = langkah, 0, perkiraan

    def kabar(self) -> dict[str, Any]:
        """The columns of a job's row that tell it."""
        return {"langkah": self.langkah, "maju": self.maju, "perkiraan": self.perkiraan}
