"""Statements that took long are logged: their text as the program wrote it, never what was put into it."""

from __future__ import annotations

import logging
import re
import time
from typing import Any

from django.conf import settings

catatan = logging.getLogger(__name__)
TERPANJANG = 2000
_TEKS = re.compile(r"'(?:[^']|'')*'")
"""Values that stand in the statement itself."""


def pasang(connection: Any, **_: Any) -> None:
    """For each new connection."""
    if settings.BATAS_LAMBAT and catat not in connection.execute_wrappers:
        connection.execute_wrappers.append(catat)


def catat(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    awal = time.monotonic()
    try:
        return execute(sql, params, many, context)
    finally:
        lama = (time.monotonic() - awal) * 1000
        if lama >= settings.BATAS_LAMBAT:
            catatan.warning("kueri lambat, %d ms: %s", lama, _TEKS.sub("'…'", sql)[:TERPANJANG])
