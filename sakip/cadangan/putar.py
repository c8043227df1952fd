"""Which of the nightly backups stay: the newest of 7 days, 5 weeks and 12 months. Files of other names are not ours."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

HARIAN, MINGGUAN, BULANAN = 7, 5, 12
_NAMA = re.compile(r"sakip-(\d{4})(\d{2})(\d{2})-\d{6}\.tar\.gz(\.age)?")
_KUNCI: tuple[tuple[int, Callable[[datetime.date], object]], ...] = (
    (HARIAN, lambda hari: hari),
    (MINGGUAN, lambda hari: hari.isocalendar()[:2]),
    (BULANAN, lambda hari: (hari.year, hari.month)),
)


def awalan(kini: datetime.datetime) -> str:
    return f"sakip-{kini:%Y%m%d-%H%M%S}"


def yang_tinggal(nama: list[str]) -> set[str]:
    """Of names of backups, those that stay."""
    terbaru = sorted((n for n in nama if _NAMA.fullmatch(n)), reverse=True)
    tinggal = set()
    for banyak, kunci in _KUNCI:
        per: dict[object, str] = {}
        for satu in terbaru:
            tahun, bulan, hari = map(int, _NAMA.fullmatch(satu).groups()[:3])  # type: ignore[union-attr]
            per.setdefault(kunci(datetime.date(tahun, bulan, hari)), satu)
        tinggal |= {*list(per.values())[:banyak]}
    return tinggal


def buang_lama(folder: Path) -> list[str]:
    """Delete what no longer stays; which."""
    ada = [p.name for p in folder.iterdir() if _NAMA.fullmatch(p.name)]
    lama = sorted({*ada} - yang_tinggal(ada))
    for satu in lama:
        (folder / satu).unlink(missing_ok=True)
    return lama
