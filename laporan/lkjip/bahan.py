"""Everything a report needs beside the ikhtisar, frozen as plain JSON data when it is composed."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from anggaran.models import RencanaKas
from capaian.models import Komponen, Realisasi, Rincian
from laporan.ikhtisar.bentuk import ke_json
from laporan.models import (
    Aset,
    BagianMati,
    EvaluasiAKIP,
    KeteranganLaporan,
    LetakNarasi,
    Narasi,
    Pegawai,
    Prestasi,
    Rekomendasi,
    Unggahan,
)
from laporan.naskah.muat import ikhtisar_lain
from renstra.models import Indikator, Lintas, PerjanjianKinerja, Renstra, Simpul
from renstra.muat import renstra_tahun
from sakip.models import Bidang, PerangkatDaerah

DATA_INSTANSI = (
    "nama",
    "singkatan",
    "jenis",
    "tempat",
    "alamat",
    "telepon",
    "surel",
    "laman",
    "kepala_nama",
    "kepala_nip",
    "kepala_pangkat",
    "kepala_jabatan",
    "kepala_status",
    "pemberi_amanah_nama",
    "pemberi_amanah_jabatan",
)


def kumpulkan(instansi: PerangkatDaerah, tahun: int) -> dict[str, Any]:
    """The report's materials of one agency and year, as JSON data (numbers as text)."""
    tahun_ini = {"perangkat_daerah": instansi, "tahun": tahun}
    renstra = renstra_tahun(instansi, tahun)
    narasi = _baris(Narasi.objects.filter(**tahun_ini), "bagian judul teks")
    return {
        "keterangan": _keterangan(tahun_ini),
        "letak": [
            list(satu)
            for satu in LetakNarasi.objects.filter(perangkat_daerah=instansi).values_list("bagian", "judul", "letak")
        ],
        "mati": list(BagianMati.objects.filter(**tahun_ini).values_list("bagian", flat=True)),
        "instansi": {nama: getattr(instansi, nama) for nama in DATA_INSTANSI},
        "bidang": _bidang(instansi),
        "pegawai": _baris(
            Pegawai.objects.filter(**tahun_ini),
            "lingkup status kelompok uraian laki_laki perempuan jumlah kebutuhan",
        ),
        "aset": _baris(Aset.objects.filter(**tahun_ini), "kelompok uraian jumlah baik kurang_baik rusak_berat"),
        "pk": _baris(
            PerjanjianKinerja.objects.filter(**tahun_ini, bidang__isnull=True),
            "versi urutan keadaan alasan isi nomor tanggal berlaku_triwulan tempat pihak_pertama_nama "
            "pihak_pertama_nip pihak_pertama_jabatan pihak_pertama_status pihak_kedua_nama pihak_kedua_jabatan",
        ),
        "rekomendasi": _baris(
            Rekomendasi.objects.filter(perangkat_daerah=instansi, tahun__in=(tahun - 1, tahun)),
            "tahun sumber komponen rekomendasi rencana_aksi target waktu penanggung_jawab status capaian",
        ),
        "lhe": _baris(
            EvaluasiAKIP.objects.filter(perangkat_daerah=instansi, tahun__lte=tahun).exclude(nomor_lhe=""),
            "tahun nomor_lhe tanggal_lhe",
        ),
        "prestasi": _baris(Prestasi.objects.filter(**tahun_ini), "nama pemberi keterangan"),
        "narasi": narasi,
        "ikhtisar_lain": [ke_json(i) for i in ikhtisar_lain(instansi, tahun, (n["teks"] for n in narasi))],
        "rincian": _rincian(renstra, tahun),
        "komponen_lalu": _komponen(renstra, tahun - 1),
        "masalah": _masalah(renstra, tahun),
        "lintas": lintas(renstra),
        "nama_rasio": _nama_rasio(renstra),
        "bidang_simpul": _bidang_simpul(renstra),
        "kas": _kas(renstra, tahun),
        "unggahan": _unggahan(tahun_ini),
    }


def _teks(nilai: Any) -> Any:
    return nilai if nilai is None or isinstance(nilai, int | str | dict) else str(nilai)


def _baris(queryset: Any, kolom: str) -> list[dict[str, Any]]:
    nama = kolom.split()
    return [{n: _teks(v) for n, v in zip(nama, satu, strict=True)} for satu in queryset.values_list(*nama)]


def _keterangan(tahun_ini: dict[str, Any]) -> dict[str, str]:
    """What a person entered about the year's documents; empty texts where nobody has."""
    satu = KeteranganLaporan.objects.filter(**tahun_ini).first() or KeteranganLaporan(**tahun_ini)
    nama = ("tempat", "tanggal", "iku_pejabat", "iku_nomor", "iku_tanggal")
    return {n: str(getattr(satu, n) or "") for n in nama}


def _bidang(instansi: PerangkatDaerah) -> list[dict[str, Any]]:
    semua = Bidang.objects.filter(perangkat_daerah=instansi)
    return [
        {
            "kode": b.kode,
            "induk": b.induk.kode if b.induk else "",
            "nama": b.nama,
            "kepala_nama": b.kepala_nama,
        }
        for b in semua.select_related("induk")
    ]


def _kas(renstra: Renstra | None, tahun: int) -> list[list[Any]]:
    """The cash plan as it is stated: kode, quarter, amount as text."""
    semua = RencanaKas.objects.filter(simpul__renstra=renstra, tahun=tahun).order_by("simpul__kode", "triwulan")
    return [[k, t, _teks(n)] for k, t, n in semua.values_list("simpul__kode", "triwulan", "nilai")] if renstra else []


def _unggahan(tahun_ini: dict[str, Any]) -> list[dict[str, Any]]:
    """The report's files; the pemda's lambang where the agency has none of its own."""
    hasil = _baris(Unggahan.objects.filter(**tahun_ini), "bagian judul berkas sidik halaman")
    lambang = tahun_ini["perangkat_daerah"].pemda.lambang
    if lambang and not any(u["bagian"] == Unggahan.Bagian.LOGO for u in hasil):
        hasil.append(
            {"bagian": "logo", "judul": "Lambang", "berkas": lambang, "sidik": Path(lambang).stem, "halaman": 1}
        )
    return hasil


def _rincian(renstra: Renstra | None, tahun: int) -> dict[str, list[dict[str, Any]]]:
    hasil: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if renstra is not None:
        for r in Rincian.objects.filter(indikator__renstra=renstra, tahun=tahun).select_related("indikator"):
            hasil[r.indikator.kode].append({"uraian": r.uraian, "target": r.target, "realisasi": r.realisasi})
    return hasil


def _komponen(renstra: Renstra | None, tahun: int) -> dict[str, list[dict[str, Any]]]:
    """Per indicator: the parts of another year, numbers as text."""
    hasil: dict[str, list[dict[str, Any]]] = defaultdict(list)
    if renstra is not None:
        for k in Komponen.objects.filter(indikator__renstra=renstra, tahun=tahun).select_related("indikator"):
            hasil[k.indikator.kode].append(
                {"nama": k.nama, "maksimum": _teks(k.maksimum), "nilai": _teks(k.nilai), "bobot": _teks(k.bobot)}
            )
    return hasil


def _masalah(renstra: Renstra | None, tahun: int) -> dict[str, dict[str, str]]:
    """Per indicator: pendorong, permasalahan, solusi and tindak lanjut of the year and its quarters, joined."""
    hasil: dict[str, dict[str, str]] = {}
    if renstra is None:
        return hasil
    kolom = ("pendorong", "penghambat", "solusi", "tindak_lanjut")
    semua = Realisasi.objects.filter(indikator__renstra=renstra, tahun=tahun).order_by("indikator", "triwulan")
    for kode, *tertulis in semua.values_list("indikator__kode", *kolom):
        catatan = hasil.setdefault(kode, dict.fromkeys(kolom, ""))
        for nama, teks in zip(kolom, tertulis, strict=True):
            if teks and teks not in catatan[nama]:
                catatan[nama] = "\n\n".join(filter(None, [catatan[nama], teks]))
    return hasil


def lintas(renstra: Renstra | None) -> list[dict[str, str]]:
    """Crosscutting: which other agency contributes to which node, in what role."""
    if renstra is None:
        return []
    semua = Lintas.objects.filter(simpul__renstra=renstra).order_by("simpul__urutan", "pk")
    baris = semua.values_list("simpul__kode", "perangkat_daerah__nama", "perangkat_daerah__singkatan", "peran")
    return [dict(zip(("simpul", "nama", "singkatan", "peran"), satu, strict=True)) for satu in baris]


def _nama_rasio(renstra: Renstra | None) -> dict[str, list[str]]:
    """Per indicator with a named pembilang or penyebut: their names."""
    if renstra is None:
        return {}
    semua = Indikator.objects.filter(renstra=renstra).values_list("kode", "nama_pembilang", "nama_penyebut")
    return {kode: [pembilang, penyebut] for kode, pembilang, penyebut in semua if pembilang or penyebut}


def _bidang_simpul(renstra: Renstra | None) -> dict[str, str]:
    """Per node that belongs to a bidang: the bidang's name."""
    if renstra is None:
        return {}
    milik = Simpul.objects.filter(renstra=renstra, bidang__isnull=False)
    return dict(milik.values_list("kode", "bidang__nama"))
