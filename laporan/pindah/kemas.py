"""The file of an agency: its workbook, computed years, composed and submitted documents, evidence, uploads; its trail
as an attachment to read."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from capaian.models import Bukti
from laporan.buku_kerja.ekspor import ekspor_buku
from laporan.jejak import ceritakan, jejak_instansi
from laporan.models import Penyampaian, StatusSusunan, Susunan, Unggahan
from sakip.buku.tulis import tulis_sel
from sakip.models import PerangkatDaerah

from .bentuk import BUKU, DAFTAR, FORMAT, JEJAK, ikhtisar_semua

KEPALA = ("Waktu", "Siapa", "Dari", "Data", "Kode", "Perbuatan", "Kolom", "Lama", "Baru", "Alasan")


def kemas(instansi: PerangkatDaerah, tujuan: Path) -> dict[str, Any]:
    """Write the file whole or not at all, readable by its owner only; what it says of itself.

    Raises:
        OSError: it cannot be written, or a stored file is gone.
    """
    pegangan, sementara = tempfile.mkstemp(dir=tujuan.parent, prefix=f".{tujuan.name}.")
    try:
        with os.fdopen(pegangan, "wb") as keluaran, zipfile.ZipFile(keluaran, "w", zipfile.ZIP_DEFLATED) as arsip:
            daftar = _isi(instansi, arsip)
        os.replace(sementara, tujuan)
    except BaseException:
        Path(sementara).unlink(missing_ok=True)
        raise
    return daftar


def _isi(instansi: PerangkatDaerah, arsip: zipfile.ZipFile) -> dict[str, Any]:
    sidik: dict[str, str] = {}

    def tambah(nama: str, data: bytes) -> None:
        if nama not in sidik:
            sidik[nama] = hashlib.sha256(data).hexdigest()
            arsip.writestr(nama, data)

    tambah(BUKU, ekspor_buku(instansi))
    for tahun, teks in ikhtisar_semua(instansi).items():
        tambah(f"ikhtisar/{tahun}.json", teks.encode())
    bukti = list(_bukti(instansi))
    unggahan = list(_unggahan(instansi))
    for satu in (*bukti, *unggahan):
        if asal := satu.pop("asal"):
            tambah(satu["berkas"], _baca(asal))
    for nama, asal in _dokumen(instansi):
        tambah(nama, _baca(asal))
    tambah(JEJAK, _jejak(instansi))
    daftar = {
        "format": FORMAT,
        "kode": instansi.kode,
        "dibuat": timezone.now().isoformat(),
        "versi": settings.VERSI,
        "bukti": bukti,
        "unggahan": unggahan,
        "berkas": sidik,
    }
    arsip.writestr(DAFTAR, json.dumps(daftar, ensure_ascii=False, indent=1))
    return daftar


def _baca(nama: str) -> bytes:
    return (Path(settings.MEDIA_ROOT) / nama).read_bytes()


def _bukti(instansi: PerangkatDaerah) -> Iterator[dict[str, Any]]:
    """Each piece of evidence by the version of the plan and the kode of its indicator, which both sides know."""
    milik = Bukti.objects.filter(indikator__renstra__perangkat_daerah=instansi)
    for b in milik.select_related("berkas", "indikator__renstra").order_by("pk"):
        nama = b.berkas.nama_simpan if b.berkas else ""
        berkas = f"bukti/{b.berkas.sidik}{Path(nama).suffix}" if b.berkas else ""
        yield {
            "renstra": b.indikator.renstra.urutan,
            "indikator": b.indikator.kode,
            "tahun": b.tahun,
            "triwulan": b.triwulan,
            "jenis": b.jenis,
            "judul": b.judul,
            "tautan": b.tautan,
            "teks": b.teks,
            "berkas": berkas,
            "asal": nama,
        }


def _unggahan(instansi: PerangkatDaerah) -> Iterator[dict[str, Any]]:
    for u in Unggahan.objects.filter(perangkat_daerah=instansi).order_by("pk"):
        isi = {"tahun": u.tahun, "bagian": u.bagian, "judul": u.judul, "sidik": u.sidik}
        yield isi | {"berkas": f"unggahan/{u.sidik}{Path(u.berkas).suffix}", "asal": u.berkas}


def _dokumen(instansi: PerangkatDaerah) -> Iterator[tuple[str, str]]:
    """The last composition of each document, and all versions of the LKjIP that were handed in."""
    susunan = Susunan.objects.filter(perangkat_daerah=instansi, status=StatusSusunan.SELESAI).exclude(berkas="")
    for s in susunan.select_related("bidang").defer("ikhtisar", "bahan").order_by("-pk"):
        bagian = [s.jenis, str(s.tahun), *([f"tw{s.triwulan}"] if s.triwulan else [])]
        yield f"dokumen/{'-'.join(bagian + ([f'bidang{s.bidang_id}'] if s.bidang else []))}.pdf", s.berkas
    for p in Penyampaian.objects.filter(perangkat_daerah=instansi):
        yield f"dokumen/disampaikan/lkjip-{p.tahun}-versi-{p.versi}.pdf", p.berkas


def _jejak(instansi: PerangkatDaerah) -> bytes:
    buku = Workbook(write_only=True)
    lembar = buku.create_sheet("Jejak")

    def baris(isi: tuple[str, ...]) -> list[WriteOnlyCell]:
        sel = [WriteOnlyCell(lembar) for _ in isi]
        for satu, teks in zip(sel, isi, strict=True):
            tulis_sel(satu, teks)
        return sel

    lembar.append(baris(KEPALA))
    for k in ceritakan(jejak_instansi(instansi).iterator(chunk_size=1000)):
        awal = (timezone.localtime(k.pada).strftime("%Y-%m-%d %H.%M.%S"), k.siapa, k.dari, k.apa, k.kode, k.perbuatan)
        for kolom in k.perubahan or ((None),):
            ubah = (kolom.label, kolom.lama, kolom.baru) if kolom else ("", "", "")
            lembar.append(baris((*awal, *ubah, k.alasan)))
    keluaran = io.BytesIO()
    buku.save(keluaran)
    return keluaran.getvalue()
