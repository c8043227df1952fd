"""One kind of job: the rows of a model with `pekerja`, `denyut` and `percobaan`.

The database is the truth. A row is claimed by one conditional UPDATE, shows signs of life while it is worked
on, and may be asked for any number of times. A waiting row without `denyut` was stored, but nobody could be
asked for it: it waits for the recovery.
"""

from __future__ import annotations

import datetime
import logging
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import Error, connection
from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

catatan = logging.getLogger(__name__)
WaktuHabis = SoftTimeLimitExceeded
"""Raised in a job that runs for too long."""
DENYUT = 2
"""Seconds between two signs of life of a running job."""
MATI = datetime.timedelta(seconds=settings.BATAS_DENYUT)
"""A running job without a sign of life for so long has lost its worker."""
HILANG = 2 * MATI
"""A waiting job that nobody took for so long is asked for again."""
BERHENTI = "Pekerja berhenti di tengah jalan {} kali."
Minta = Callable[[int], object]
"""Asks for a job to be done, by its id."""
Ubahan = dict[str, Any]


@dataclass(frozen=True)
class Pekerjaan:
    """`terbuka`: the rows that still count; `menunggu`, `berjalan`: what such a row holds while it waits and
    while it is worked on, besides its worker; `percobaan`: how many workers may die of it."""

    terbuka: Callable[[], QuerySet[Any]]
    menunggu: Ubahan
    berjalan: Ubahan
    percobaan: int = 3

    def ambil(self, pk: int, **ubahan: Any) -> str | None:
        """Claim a waiting row: exactly one caller gets the sign by which it is theirs."""
        tanda = uuid.uuid4().hex
        dapat = self._antre(pk).update(
            **self.berjalan, pekerja=tanda, denyut=timezone.now(), percobaan=F("percobaan") + 1, **ubahan
        )
        return tanda if dapat else None

    def milik(self, pk: int, tanda: str) -> QuerySet[Any]:
        """The row, while it is still this worker's."""
        return self.terbuka().filter(pk=pk, pekerja=tanda, **self.berjalan)

    @contextmanager
    def berdenyut(self, pk: int, tanda: str, kabar: Callable[[], Ubahan] = dict) -> Iterator[Callable[[], bool]]:
        """Signs of life from a thread of its own, with what `kabar` says; the callback tells whether the row is
        still this worker's. A beat that the database refuses (SQLite, while another writes) is only missed."""
        berhenti, hilang = threading.Event(), threading.Event()

        def denyut() -> None:
            try:
                while not berhenti.wait(DENYUT):
                    try:
                        if not self.milik(pk, tanda).update(denyut=timezone.now(), **kabar()):
                            hilang.set()
                            return
                    except Error:
                        catatan.warning("denyut pekerjaan %s terlewat", pk, exc_info=True)
                        connection.close()  # the next one tries a new connection
            finally:
                connection.close()

        utas = threading.Thread(target=denyut, daemon=True)
        utas.start()
        try:
            yield lambda: not hilang.is_set()
        finally:
            berhenti.set()
            utas.join()

    def mintakan(self, daftar: Iterable[int], minta: Minta) -> bool:
        """Ask for waiting rows; whether all could be. What could not be asked for stays stored and waits."""
        sisa = list(daftar)
        try:
            while sisa:
                minta(sisa[0])
                sisa.pop(0)
        except Exception:
            catatan.exception("antrean tidak dapat dihubungi; %d pekerjaan menunggu", len(sisa))
            self.terbuka().filter(pk__in=sisa, **self.menunggu, pekerja="").update(denyut=None)
        return not sisa

    def ulangi(self, pk: int, minta: Minta) -> bool:
        """Ask for an open row anew because a person wants it, unless a worker shows signs of life; its tries count from
        the beginning."""
        kini = timezone.now()
        milik = self.terbuka().filter(Q(pekerja="") | _diam(kini, MATI), pk=pk)
        if not milik.update(**self.menunggu, pekerja="", percobaan=0, denyut=kini):
            return False
        return self.mintakan([pk], minta)

    def pulihkan(self, gagal: Callable[[Any, str], object], **ubahan: Any) -> list[int]:
        """Find what was lost: rows whose worker died (too often: `gagal` is told), and waiting rows that no message
        leads to. Which to ask for again."""
        kini = timezone.now()
        diminta: list[int] = []
        mati = self.terbuka().filter(_diam(kini, MATI), **self.berjalan).exclude(pekerja="")
        for baris in mati:
            if baris.percobaan >= self.percobaan:
                gagal(baris, BERHENTI.format(self.percobaan))
            elif self.milik(baris.pk, baris.pekerja).update(**self.menunggu, pekerja="", denyut=kini, **ubahan):
                diminta.append(baris.pk)
        for pk in self.terbuka().filter(_diam(kini, HILANG), **self.menunggu, pekerja="").values_list("pk", flat=True):
            if self._antre(pk).update(denyut=kini):
                diminta.append(pk)
        return diminta

    def _antre(self, pk: int) -> QuerySet[Any]:
        return self.terbuka().filter(pk=pk, **self.menunggu, pekerja="")


def _diam(kini: datetime.datetime, lama: datetime.timedelta) -> Q:
    """Nothing was heard for so long, or only in a future that the clock has been set back from."""
    return Q(denyut__lt=kini - lama) | Q(denyut__gt=kini + lama) | Q(denyut=None)


def diam(baris: Iterable[Model]) -> bool:
    """Whether no worker gives a sign of life for open rows."""
    denyut = [d for b in baris if (d := getattr(b, "denyut", None))]
    return not denyut or abs(timezone.now() - max(denyut)) > MATI
