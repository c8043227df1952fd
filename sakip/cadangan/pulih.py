"""A backup back into a database and its folder of files; and the proof of one, in a database made for that."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from sakip.ditolak import Ditolak
from sakip.jejak import segel

from . import buat, tabel


class CadanganDitolak(Ditolak):
    """The backup cannot be restored; nothing was changed."""


def pulihkan(berkas: Path) -> list[str]:
    """Replace everything by what the backup holds, and compare; what is not equal, as sentences.

    Raises:
        CadanganDitolak: damaged, of another kind of database, or of a newer version.
    """
    with tempfile.TemporaryDirectory(dir=Path(settings.MEDIA_ROOT).parent, prefix=".pulih-") as sementara:
        folder = Path(sementara)
        daftar = bongkar(berkas, folder)
        tabel.kosongkan()
        tabel.bangun(daftar["migrasi"])
        tabel.masukkan(folder / "tabel", daftar["kolom"], daftar["urutan"])
        beda = _beda_tabel(daftar)
        _ganti_berkas(folder / "berkas")
        setara = daftar["migrasi"] == tabel.keadaan()
        call_command("migrate", verbosity=0, interactive=False)
    segel.ingat(baru=True)
    return beda + _beda_isi(daftar, setara=setara)


def bongkar(berkas: Path, folder: Path) -> dict[str, Any]:
    """Unpack and check before anything is touched.

    Raises:
        CadanganDitolak: with what is wrong.
    """
    (folder / "tabel").mkdir()
    (folder / "berkas").mkdir()
    try:
        with tarfile.open(berkas, "r:gz") as arsip:
            for satu in arsip:
                _keluarkan(arsip, satu, folder)
        daftar: dict[str, Any] = json.loads((folder / buat.DAFTAR).read_text())
        for nama, sidik in daftar["berkas"].items():
            if _sidik(folder / "berkas" / nama) != sidik:
                raise CadanganDitolak(f"Berkas {nama} dalam cadangan tidak utuh.")
    except (OSError, EOFError, ValueError, KeyError, tarfile.TarError) as galat:
        raise CadanganDitolak(f"Cadangan rusak atau terpotong: {galat}") from galat
    if daftar["format"] != buat.FORMAT or daftar["basis_data"] != connection.vendor:
        raise CadanganDitolak(f"Cadangan ini dari basis data {daftar['basis_data']}, di sini {connection.vendor}.")
    if baru := tabel.tak_dikenal(daftar["migrasi"]):
        raise CadanganDitolak(f"Cadangan ini dari versi yang lebih baru (migrasi {baru[0]}). Pasang versi itu dahulu.")
    return daftar


def _keluarkan(arsip: tarfile.TarFile, satu: tarfile.TarInfo, folder: Path) -> None:
    """Files only, and only below the folder. Debian 12's Python has no `filter` for `extractall`."""
    tujuan, isi = folder / satu.name, arsip.extractfile(satu)
    if isi is None or not satu.isreg() or not tujuan.resolve().is_relative_to(folder.resolve()):
        raise CadanganDitolak(f"Cadangan berisi {satu.name!r}, yang bukan berkas di dalam folder pemulihan.")
    tujuan.parent.mkdir(parents=True, exist_ok=True)
    with isi, tujuan.open("xb") as keluaran:
        shutil.copyfileobj(isi, keluaran, 1024 * 1024)


def _sidik(jalur: Path) -> str:
    with jalur.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()


def _ganti_berkas(folder: Path) -> None:
    akar = Path(settings.MEDIA_ROOT)
    lama = akar.with_name(f"{akar.name}.lama")
    shutil.rmtree(lama, ignore_errors=True)
    if akar.exists():
        os.replace(akar, lama)
    os.replace(folder, akar)
    shutil.rmtree(lama, ignore_errors=True)


def _beda_tabel(daftar: dict[str, Any]) -> list[str]:
    """Before migrations go on: every table row for row."""
    beda = []
    for nama, kolom in daftar["kolom"].items():
        harap, dapat = daftar["tabel"][nama], tabel.keluarkan(nama, kolom)
        if harap != dapat:
            beda.append(f"Tabel {nama}: {harap[0]} baris dalam cadangan, {dapat[0]} dipulihkan, isinya tidak sama.")
    return beda


def _beda_isi(daftar: dict[str, Any], *, setara: bool) -> list[str]:
    """After them: the computed years (a newer version may compute more), the files, the trail's chain."""
    beda = []
    kini = buat.sidik.sidik()
    for nama, nilai in daftar["sidik"].items() if setara else ():
        if kini.get(nama) != nilai:
            beda.append(f"{nama} tidak sama dengan saat dicadangkan.")
    for nama, nilai in daftar["berkas"].items():
        jalur = Path(settings.MEDIA_ROOT) / nama
        if not jalur.is_file() or _sidik(jalur) != nilai:
            beda.append(f"Berkas {nama} tidak sama.")
    bukti = segel.buktikan(daftar["jangkar"])
    return beda + list(bukti.rusak) + (["Jangkar jejak tidak ada dalam rantai."] if not bukti.sah else [])


# The proof


def buktikan(berkas: Path) -> str:
    """Restore into a database that exists only for this; what that said.

    Raises:
        CadanganDitolak: it was not equal, or could not be restored.
    """
    return di_basis_data_sementara("pulihkan", str(berkas.resolve()), "--ya")


def di_basis_data_sementara(*perintah: str) -> str:
    """What a command says that works on an empty database, which exists only for it.

    Raises:
        CadanganDitolak: it failed.
    """
    with tempfile.TemporaryDirectory(dir=settings.VAR, prefix=".bukti-") as var, _basis_data_sementara(var) as alamat:
        lingkungan = {k: v for k, v in os.environ.items() if not k.startswith("SAKIP_DATABASE_URL")}
        lingkungan |= {"SAKIP_DATABASE_URL": alamat, "SAKIP_VAR": var, "SAKIP_SECRET_KEY": "hanya untuk pembuktian"}
        lingkungan["DJANGO_SETTINGS_MODULE"] = "sakip.settings"
        jalankan = [sys.executable, str(settings.BASE_DIR / "manage.py"), *perintah]
        hasil = subprocess.run(jalankan, env=lingkungan, capture_output=True, text=True)
    if hasil.returncode:
        raise CadanganDitolak((hasil.stdout + hasil.stderr).strip()[-2000:])
    return hasil.stdout.strip()


@contextmanager
def _basis_data_sementara(var: str) -> Iterator[str]:
    """The address of an empty database; on PostgreSQL the owner must be allowed to make one."""
    if connection.vendor != "postgresql":
        yield f"sqlite:///{var}/bukti.sqlite3"
        return
    d = connection.settings_dict
    nama = f"bukti_{os.getpid()}_{os.urandom(4).hex()}"
    with connection.cursor() as kursor:
        kursor.execute(f"CREATE DATABASE {nama} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        yield f"postgres://{quote(d['USER'])}:{quote(d['PASSWORD'], safe='')}@{d['HOST']}:{d['PORT'] or 5432}/{nama}"
    finally:
        with connection.cursor() as kursor:
            kursor.execute(f"DROP DATABASE {nama} WITH (FORCE)")
