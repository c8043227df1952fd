"""The file of an agency into this installation, where it is new: all of it, computed to the same figures, or nothing.

What is in the file is treated like what people upload: opened by a child with limits, cleaned, stored under new names.
Approvals, users and schedules are this installation's own and do not travel.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from capaian import bukti
from laporan import unggahan
from laporan.buku_kerja.impor import HasilImpor, impor_buku
from laporan.models import Narasi, Unggahan
from renstra.models import Indikator
from sakip.berkas.simpanan import tulis_utuh
from sakip.ditolak import Ditolak
from sakip.jejak import pelaku
from sakip.models import Pengguna, PerangkatDaerah

from .bentuk import BUKU, DAFTAR, FORMAT, LAMPIRAN, PindahDitolak, ikhtisar_semua

BATAS_ISI = 2 * 1024**3
"""Bytes that the file may unpack to."""
BATAS_DIURAI = 64 * 1024**2
"""Bytes of its list and of its workbook, which are held in memory."""
_NAMA = re.compile(r"(?:bukti|unggahan|ikhtisar|dokumen(?:/disampaikan)?|lampiran)/[0-9A-Za-z_-][0-9A-Za-z._-]{0,150}")


def pasang(berkas: Path, oleh: Pengguna) -> tuple[PerangkatDaerah, int]:
    """Put the agency in, on behalf of a person; the agency and how many files came with it.

    Raises:
        PindahDitolak: with what stands in the way; nothing was changed.
    """
    try:
        with zipfile.ZipFile(berkas) as arsip:
            daftar = _periksa(arsip)
            return _pasang(arsip, daftar, oleh)
    except Ditolak as galat:
        raise PindahDitolak(str(galat)) from galat
    except Exception as galat:  # whatever a damaged or invented file makes zipfile, json or the database raise
        raise PindahDitolak(f"Berkas ini bukan berkas instansi yang utuh: {galat}") from galat


def _periksa(arsip: zipfile.ZipFile) -> dict[str, Any]:
    """Each part is there once, is not too large, and is what the list says."""
    if sum(i.file_size for i in arsip.infolist()) > BATAS_ISI:
        raise PindahDitolak("Isi berkas ini lebih besar dari 2 GB.")
    if any(i.file_size > BATAS_DIURAI for i in arsip.infolist() if i.filename in (DAFTAR, BUKU)):
        raise PindahDitolak("Daftar atau buku kerja di dalamnya terlalu besar.")
    daftar: dict[str, Any] = json.loads(arsip.read(DAFTAR))
    if daftar["format"] != FORMAT:
        raise PindahDitolak(f"Format {daftar['format']} tidak dikenal; berkas ini dari versi SAKIP yang lain.")
    nama = arsip.namelist()
    if sorted(nama) != sorted([DAFTAR, *daftar["berkas"]]):
        raise PindahDitolak("Isi berkas ini tidak sama dengan daftarnya.")
    if asing := [n for n in nama if n not in (DAFTAR, BUKU) and not _NAMA.fullmatch(n)]:
        raise PindahDitolak(f"Nama di dalamnya tidak dikenal: {asing[0][:100]!r}.")
    for satu, sidik in daftar["berkas"].items():
        with arsip.open(satu) as isi:
            if hashlib.file_digest(isi, "sha256").hexdigest() != sidik:  # type: ignore[arg-type]
                raise PindahDitolak(f"{satu} tidak utuh.")
    if PerangkatDaerah.objects.filter(kode=daftar["kode"]).exists():
        raise PindahDitolak(f"Instansi “{daftar['kode']}” sudah ada di sini.")
    return daftar


def _pasang(arsip: zipfile.ZipFile, daftar: dict[str, Any], oleh: Pengguna) -> tuple[PerangkatDaerah, int]:
    def lengkapi(hasil: HasilImpor) -> None:
        """In the same transaction as the workbook's rows."""
        instansi = hasil.instansi
        if instansi is None or instansi.kode != daftar["kode"]:
            raise PindahDitolak("Buku kerja di dalamnya bukan milik instansi yang disebut daftarnya.")
        _bukti(arsip, daftar["bukti"], instansi, oleh)
        _unggahan(arsip, daftar["unggahan"], instansi)
        _bandingkan(arsip, instansi)
        for nama in daftar["berkas"]:
            if nama.startswith(LAMPIRAN):
                tulis_utuh(lampiran(instansi) / Path(nama).name, arsip.read(nama))

    with pelaku.pelaku(lambda: {"oleh": oleh.pk, "dari": "server"}), pelaku.alasan(f"Berkas instansi {daftar['kode']}"):
        hasil = impor_buku(io.BytesIO(arsip.read(BUKU)), saat_disimpan=lengkapi)
    if not hasil.disimpan or hasil.instansi is None:
        raise PindahDitolak("\n".join(["Buku kerjanya tidak dapat dimuat:", *map(str, hasil.galat)]))
    return hasil.instansi, len(daftar["berkas"])


def lampiran(instansi: PerangkatDaerah) -> Path:
    """Where an agency's attachments are kept: computed years, documents and trail of the other installation."""
    return Path(settings.MEDIA_ROOT) / "pindahan" / str(instansi.pk)


def _bukti(arsip: zipfile.ZipFile, semua: list[dict[str, Any]], instansi: PerangkatDaerah, oleh: Pengguna) -> None:
    indikator = {
        (i.renstra.urutan, i.kode): i
        for i in Indikator.objects.filter(renstra__perangkat_daerah=instansi).select_related("renstra")
    }
    for b in semua:
        tempat = indikator[b["renstra"], b["indikator"]], b["tahun"], b["triwulan"]
        if b["jenis"] == "berkas":
            isi = SimpleUploadedFile(Path(b["berkas"]).name, arsip.read(b["berkas"]))
            bukti.tambah_berkas(*tempat, isi, b["judul"], oleh)
        elif b["jenis"] == "tautan":
            bukti.tambah_tautan(*tempat, b["tautan"], b["judul"], oleh)
        else:
            bukti.tambah_teks(*tempat, b["teks"], b["judul"], oleh)


def _unggahan(arsip: zipfile.ZipFile, semua: list[dict[str, Any]], instansi: PerangkatDaerah) -> None:
    """A picture that is cleaned anew may have another fingerprint: the texts that name it follow."""
    for u in semua:
        isi = SimpleUploadedFile(Path(u["berkas"]).name, arsip.read(u["berkas"]))
        if u["bagian"] != Unggahan.Bagian.GAMBAR:
            unggahan.simpan(instansi, u["tahun"], u["bagian"], u["judul"], isi)
            continue
        baru = unggahan.simpan_gambar_naskah(instansi, u["tahun"], isi)
        if baru.sidik != u["sidik"]:
            for n in Narasi.objects.filter(perangkat_daerah=instansi, tahun=u["tahun"], teks__contains=u["sidik"]):
                Narasi.objects.filter(pk=n.pk).update(teks=n.teks.replace(u["sidik"], baru.sidik))


def _bandingkan(arsip: zipfile.ZipFile, instansi: PerangkatDaerah) -> None:
    """Every figure of every year, as it was computed there."""
    dulu = {n: arsip.read(n).decode() for n in arsip.namelist() if n.startswith("ikhtisar/")}
    kini = {f"ikhtisar/{tahun}.json": teks for tahun, teks in ikhtisar_semua(instansi).items()}
    beda = sorted(n for n in dulu.keys() | kini.keys() if dulu.get(n) != kini.get(n))
    if beda:
        raise PindahDitolak(
            f"Hitungan tahun {', '.join(Path(n).stem for n in beda)} tidak sama dengan asalnya. "
            "Samakan dahulu versi SAKIP kedua server."
        )
