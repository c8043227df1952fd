"""The rows of all tables, out of a database and into an empty one, with what is known of them: how many, and a sum of
their hashes that does not depend on their order.

Columns go by name, so that a table made by other migrations in another order takes them just the same. PostgreSQL's
own COPY is used, not its programs: any version of the server will do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

TAK_DISIMPAN = frozenset({"django_migrations", "django_session", "sakip_sesi", "sakip_tanda"})
"""What migrations write themselves; who is logged in; marks that must never come again."""
Keadaan = dict[str, list[str]]
"""Applied migrations by app."""


def kutip(nama: str) -> str:
    return str(connection.ops.quote_name(nama))


def daftar_tabel() -> dict[str, list[str]]:
    """The columns of each table that is kept, by name."""
    with connection.cursor() as kursor:
        semua = sorted({*connection.introspection.table_names(kursor)} - TAK_DISIMPAN)
        return {
            t: sorted(k.name for k in connection.introspection.get_table_description(kursor, t))
            for t in semua
            if not t.startswith("sqlite_")
        }


class _Sidik:
    """Counts and adds up what is written through it, line by line."""

    def __init__(self, tujuan: BinaryIO | None) -> None:
        self.tujuan, self.sisa, self.banyak, self.jumlah = tujuan, b"", 0, 0

    def write(self, data: bytes) -> int:
        if self.tujuan is not None:
            self.tujuan.write(data)
        *baris, self.sisa = (self.sisa + data).split(b"\n")
        for satu in baris:
            self.banyak += 1
            self.jumlah += int.from_bytes(hashlib.sha256(satu).digest()[:16], "big")
        return len(data)

    def hasil(self) -> list[Any]:
        return [self.banyak, f"{self.jumlah % 2**128:032x}"]


def keluarkan(tabel: str, kolom: list[str], tujuan: BinaryIO | None = None) -> list[Any]:
    """A table's rows into a file; [how many, their sum]."""
    sidik = _Sidik(tujuan)
    nama = ", ".join(map(kutip, kolom))
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.copy_expert(f"COPY {kutip(tabel)} ({nama}) TO STDOUT", sidik)
        else:
            kursor.execute(f"SELECT {nama} FROM {kutip(tabel)}")
            for baris in kursor.fetchall():
                sidik.write(json.dumps(list(baris), default=_heks, ensure_ascii=True).encode() + b"\n")
    return sidik.hasil()


def _heks(nilai: Any) -> Any:
    return {"bytes": bytes(nilai).hex()} if isinstance(nilai, bytes | memoryview) else str(nilai)


def keadaan() -> Keadaan:
    """The applied migrations."""
    hasil: Keadaan = {}
    for app, nama in sorted(MigrationRecorder(connection).applied_migrations()):
        hasil.setdefault(app, []).append(nama)
    return hasil


def urutan() -> dict[str, list[Any]]:
    """PostgreSQL's counters: [last value, whether it was given out]."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as kursor:
        kursor.execute("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1")
        hasil = {}
        for (nama,) in kursor.fetchall():
            kursor.execute(f"SELECT last_value, is_called FROM {kutip(nama)}")
            hasil[nama] = list(kursor.fetchone())
        return hasil


# Into an empty database


def tak_dikenal(lama: Keadaan) -> list[str]:
    """Migrations of a backup that this version does not have: it was made by a newer one."""
    dikenal = MigrationExecutor(connection).loader.disk_migrations
    return [f"{app}.{nama}" for app, semua in lama.items() for nama in semua if (app, nama) not in dikenal]


def kosongkan() -> None:
    """Nothing stays in the database."""
    with connection.cursor() as kursor:
        if connection.vendor == "postgresql":
            kursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            return
        kursor.execute("PRAGMA foreign_keys = OFF")
        kursor.execute("SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view')")
        semua = kursor.fetchall()
        kursor.execute("SELECT type, name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        for jenis, nama in [*semua, *kursor.fetchall()]:
            kursor.execute(f"DROP {jenis} {kutip(nama)}")
        kursor.execute("PRAGMA foreign_keys = ON")


def bangun(lama: Keadaan) -> None:
    """The tables as they were when the backup was made."""
    pelaksana = MigrationExecutor(connection)
    semua = {(app, nama) for app, milik in lama.items() for nama in milik}
    # An app's last one alone: what comes before another would be taken as a wish to go back.
    anak = {s: {c.key for c in pelaksana.loader.graph.node_map[s].children if c.key[0] == s[0]} for s in semua}
    pelaksana.migrate(sorted(s for s in semua if not anak[s] & semua))


def masukkan(folder: Path, isi: dict[str, list[str]], urut: dict[str, list[Any]]) -> None:
    """All rows at once or none; triggers and keys are asked at the end, not at each row."""
    if connection.vendor != "postgresql":
        connection.disable_constraint_checking()
    with transaction.atomic(), connection.cursor() as kursor:
        pemicu = _lepas_pemicu(kursor)
        for tabel in isi:
            kursor.execute(f"DELETE FROM {kutip(tabel)}")
        for tabel, kolom in isi.items():
            with (folder / tabel).open("rb") as berkas:
                _satu_tabel(kursor, tabel, kolom, berkas)
        for nama, (nilai, dipakai) in urut.items():
            kursor.execute("SELECT setval(%s::regclass, %s, %s)", [kutip(nama), nilai, dipakai])
        connection.check_constraints()
        for sql in pemicu:
            kursor.execute(sql)
    if connection.vendor != "postgresql":
        connection.enable_constraint_checking()


def _lepas_pemicu(kursor: Any) -> list[str]:
    """Without triggers; the statements that bring them back."""
    if connection.vendor == "postgresql":
        tabel = [kutip(t) for t in connection.introspection.table_names(kursor)]
        for t in tabel:
            kursor.execute(f"ALTER TABLE {t} DISABLE TRIGGER USER")
        return [f"ALTER TABLE {t} ENABLE TRIGGER USER" for t in tabel]
    kursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    semua = kursor.fetchall()
    for nama, _ in semua:
        kursor.execute(f"DROP TRIGGER {kutip(nama)}")
    return [sql for _, sql in semua]


def _satu_tabel(kursor: Any, tabel: str, kolom: list[str], berkas: BinaryIO) -> None:
    nama = ", ".join(map(kutip, kolom))
    if connection.vendor == "postgresql":
        kursor.copy_expert(f"COPY {kutip(tabel)} ({nama}) FROM STDIN", berkas)
        return
    tempat = ", ".join(["?"] * len(kolom))
    kursor.connection.executemany(f"INSERT INTO {kutip(tabel)} ({nama}) VALUES ({tempat})", _baris(berkas))


def _baris(berkas: BinaryIO) -> Iterator[list[Any]]:
    for satu in berkas:
        yield [bytes.fromhex(n["bytes"]) if isinstance(n, dict) else n for n in json.loads(satu)]
