"""An upgrade tried on a copy: a backup restored into a database made for that, then each migration that it lacks, with
the seconds it takes and the locks it holds until its end."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from . import tabel
from .pulih import bongkar

MENAHAN = {
    "AccessExclusiveLock": "baca dan tulis",
    "ExclusiveLock": "tulis",
    "ShareRowExclusiveLock": "tulis",
    "ShareLock": "tulis",
}
"""What a lock on a table keeps others from; those that are not here keep nobody from working."""


@dataclass(frozen=True)
class Langkah:
    """One migration. `tertahan`: (table, what others wait for until it has ended), of tables that were there before;
    None where that is not measured, as the step ends several transactions."""

    nama: str
    detik: float
    tertahan: tuple[tuple[str, str], ...] | None


def coba(berkas: Path) -> Iterator[Langkah]:
    """Into this very database, which must be an empty one made for that: the backup's rows, then its migrations.

    Raises:
        CadanganDitolak: the backup cannot be restored.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".naik-") as sementara:
        daftar = bongkar(berkas, Path(sementara))
        tabel.bangun(daftar["migrasi"])
        tabel.masukkan(Path(sementara) / "tabel", daftar["kolom"], daftar["urutan"])
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    semula = frozenset(connection.introspection.table_names())
    rencana = MigrationExecutor(connection)
    for migrasi, _ in rencana.migration_plan(rencana.loader.graph.leaf_nodes()):
        yield _satu(migrasi, semula)
    awal = time.monotonic()
    call_command("migrate", verbosity=0, interactive=False)
    yield Langkah("pemicu jejak dan hak", time.monotonic() - awal, None)


def _satu(migrasi: Any, semula: frozenset[str]) -> Langkah:
    pelaksana, awal = MigrationExecutor(connection), time.monotonic()
    tujuan, tertahan = [(migrasi.app_label, migrasi.name)], None
    if migrasi.atomic:
        with transaction.atomic():
            pelaksana.migrate(tujuan)
            tertahan = _tertahan(semula)
    else:
        pelaksana.migrate(tujuan)
    return Langkah(f"{migrasi.app_label}.{migrasi.name}", time.monotonic() - awal, tertahan)


def _tertahan(semula: frozenset[str]) -> tuple[tuple[str, str], ...]:
    """What this transaction holds; the strongest of each table."""
    with connection.cursor() as kursor:
        kursor.execute(
            "SELECT c.relname, l.mode FROM pg_locks l JOIN pg_class c ON c.oid = l.relation "
            "WHERE l.pid = pg_backend_pid() AND l.locktype = 'relation' AND c.relkind = 'r' AND l.granted"
        )
        ada = [(nama, MENAHAN[mode]) for nama, mode in kursor.fetchall() if mode in MENAHAN and nama in semula]
    # "tulis" comes after "baca dan tulis".
    return tuple(sorted({nama: min(apa for n, apa in ada if n == nama) for nama, _ in ada}.items()))
