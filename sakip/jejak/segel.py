"""One chain of hashes over the whole trail.

Rows are sealed a little after they were committed, in the order in which that is seen, so that nobody waits for a
lock while writing. Each link is the hash of the link before and of its row: whoever alters, deletes or inserts a row
later breaks the chain from there on, and an anchor (`jangkar`) that is kept elsewhere also tells a chain made anew.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, Max, OuterRef, QuerySet

from sakip.berkas.simpanan import PenyimpananPenuh, tulis_utuh
from sakip.models import Jejak, Segel

catatan = logging.getLogger(__name__)
PANGKAL = "0" * 64
PECAHAN = 2_000
TERBANYAK = 100_000
"""Rows of one run: it stays short; the next goes on."""
JENDELA = 200_000
"""How far behind the newest sealed row a run looks for rows that were committed late."""
KUNCI = 0x53414B4950


@dataclass(frozen=True)
class Bukti:
    """What the proof found. `rusak`: sentences, the first breaks first; at most `RUSAK_TERBANYAK`."""

    tersegel: int
    jangkar: str
    rusak: tuple[str, ...]
    ekor: int
    ekor_tertua: datetime.datetime | None
    jangkar_cocok: bool | None = None

    @property
    def sah(self) -> bool:
        return not self.rusak and self.jangkar_cocok is not False


RUSAK_TERBANYAK = 20


def sidik(sebelum: str, jejak: Jejak) -> str:
    """The link of a row after `sebelum`."""
    isi = [
        jejak.pk,
        jejak.pada.astimezone(datetime.UTC).isoformat(timespec="microseconds"),
        jejak.oleh_id,
        jejak.dari,
        jejak.alasan,
        jejak.tabel,
        jejak.objek,
        jejak.perangkat_daerah_id,
        jejak.indikator_id,
        jejak.simpul_id,
        jejak.tahun,
        jejak.triwulan,
        jejak.lama,
        jejak.baru,
    ]
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_desimal)
    return hashlib.sha256(f"{sebelum}\n{teks}".encode()).hexdigest()


def _desimal(nilai: Any) -> str:
    if not isinstance(nilai, Decimal):
        raise TypeError(type(nilai))
    return f"#{nilai}"


def belum_tersegel(sejak: int = 0) -> QuerySet[Jejak]:
    tersegel = Segel.objects.filter(jejak_id=OuterRef("pk")).order_by()
    return Jejak.objects.filter(~Exists(tersegel), pk__gt=sejak).order_by("pk")


def segel(*, semua: bool = False) -> int:
    """Seal what was committed and has no link yet; how many rows. `semua`: also what came later than `JENDELA`, and
    however much it is."""
    banyak, sejak = 0, 0 if semua else (Segel.objects.aggregate(n=Max("jejak_id"))["n"] or 0) - JENDELA
    while semua or banyak < TERBANYAK:
        with transaction.atomic():
            if not _giliran():
                return banyak
            # Each part begins where the one before ended: what is committed late meanwhile is the next run's.
            baru, sejak = _pecahan(sejak)
        banyak += baru
        if baru < PECAHAN:
            break
    ingat()
    return banyak


def _giliran() -> bool:
    """Only one seals at a time; SQLite lets only one write."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as kursor:
        kursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [KUNCI])
        return bool(kursor.fetchone()[0])


def _pecahan(sejak: int) -> tuple[int, int]:
    """Seal the first rows after this one; how many, and the last of them."""
    akhir = Segel.objects.order_by("-urutan").first()
    urutan, rantai = (akhir.urutan, akhir.sidik) if akhir else (0, PANGKAL)
    baru = []
    for jejak in belum_tersegel(sejak)[:PECAHAN]:
        urutan, rantai = urutan + 1, sidik(rantai, jejak)
        baru.append(Segel(urutan=urutan, jejak_id=jejak.pk, sidik=rantai))
    Segel.objects.bulk_create(baru)
    return len(baru), baru[-1].jejak_id if baru else sejak


def jangkar() -> str | None:
    """The end of the chain."""
    akhir = Segel.objects.order_by("-urutan").first()
    return str(akhir) if akhir else None


# Beside the database


def ingat(*, baru: bool = False) -> None:
    """Note the end of the chain in a file, out of reach of whoever owns the tables alone: a row that was deleted at the
    end together with its seal is missed there. What the chain does not pass through any more stays noted, unless the
    chain itself was replaced (`baru`), as by a restored backup."""
    if settings.BERKAS_JANGKAR is None:
        return
    if baru:
        settings.BERKAS_JANGKAR.unlink(missing_ok=True)
    if not (kini := jangkar()) or (dulu := tersimpan()) == kini:
        return
    if dulu and not dilalui(dulu):
        catatan.error("rantai jejak tidak lagi melalui jangkar %s", dulu)
        return
    with suppress(PenyimpananPenuh):  # the next run notes it
        tulis_utuh(settings.BERKAS_JANGKAR, kini.encode())


def tersimpan() -> str:
    """The anchor of the file; empty where there is none."""
    berkas = settings.BERKAS_JANGKAR
    return berkas.read_text().strip() if berkas is not None and berkas.exists() else ""


def dilalui(jangkar: str) -> bool:
    """Whether the stored chain still has this link."""
    urutan, _, sidik_ = jangkar.partition(":")
    return urutan.isdecimal() and len(urutan) < 19 and Segel.objects.filter(urutan=int(urutan), sidik=sidik_).exists()


def ekor_hilang() -> int:
    """Numbers that were given out after the last row there is: of a transaction that was taken back, or of rows that
    were deleted before they were sealed."""
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            # Only its owner may see it; nobody else knows of anything missing.
            kursor.execute("SELECT last_value FROM pg_sequences WHERE sequencename = 'sakip_jejak_id_seq'")
        else:
            kursor.execute("SELECT seq FROM sqlite_sequence WHERE name = 'sakip_jejak'")
        terakhir = (kursor.fetchone() or (0,))[0] or 0
    return max(0, terakhir - (Jejak.objects.aggregate(n=Max("pk"))["n"] or 0))


# The proof


def buktikan(jangkar: str = "") -> Bukti:
    """Compute the whole chain anew. `jangkar`: one that was kept elsewhere, which the chain must still pass through."""
    rantai, urutan, cocok = PANGKAL, 0, (False if jangkar else None)
    rusak: list[str] = []
    for satu, jejak in _mata_rantai():
        urutan += 1
        if satu.urutan != urutan:
            rusak.append(f"Segel {urutan} sampai {satu.urutan - 1} hilang.")
            urutan = satu.urutan
        if jejak is None:
            rusak.append(f"Jejak {satu.jejak_id} (segel {satu.urutan}) hilang.")
        elif sidik(rantai, jejak) != satu.sidik:
            apa = f"segel {satu.urutan}, {jejak.tabel} {jejak.objek}"
            rusak.append(f"Jejak {satu.jejak_id} ({apa}) tidak sesuai dengan segelnya.")
        # Goes on from what is stored, so that each altered row is told once and not all that follow it.
        rantai = satu.sidik
        if str(satu) == jangkar:
            cocok = True
        if len(rusak) >= RUSAK_TERBANYAK:
            break
    ekor = belum_tersegel()
    tertua = ekor.first()
    pada = tertua.pada if tertua else None
    return Bukti(urutan, f"{urutan}:{rantai}" if urutan else "", tuple(rusak), ekor.count(), pada, cocok)


def _mata_rantai() -> Iterator[tuple[Segel, Jejak | None]]:
    sejak = 0
    while potong := list(Segel.objects.filter(urutan__gt=sejak).order_by("urutan")[:PECAHAN]):
        jejak = Jejak.objects.in_bulk([s.jejak_id for s in potong])
        yield from ((s, jejak.get(s.jejak_id)) for s in potong)
        sejak = potong[-1].urutan
