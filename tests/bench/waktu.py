"""How long something takes."""

from __future__ import annotations

import time
from collections.abc import Callable


def lama(kerja: Callable[[], object], kali: int = 1) -> float:
    """The shortest of a few runs, in seconds."""
    waktu = []
    for _ in range(kali):
        awal = time.perf_counter()
        kerja()
        waktu.append(time.perf_counter() - awal)
    return min(waktu)
