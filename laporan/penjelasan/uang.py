"""Explains money: which leaves a sum is made of, and its serapan."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from anggaran.bentuk import BagianSasaran
from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarSimpul, pemegang_uang

from .bentuk import PERSEN, UANG, BarisPenjelasan, Masukan, Penjelasan, ada, cari_simpul, tulis
from .indikator import Penjelas

JUDUL = {
    "pagu_murni": "Pagu APBD murni",
    "pagu": "Pagu",
    "realisasi": "Realisasi anggaran",
    "sisa": "Sisa pagu",
    "serapan": "Serapan anggaran",
}
RUMUS = {
    "pagu_murni": "Jumlah pagu APBD murni rincian di bawahnya",
    "pagu": "Jumlah pagu rincian di bawahnya; tahap terakhir yang ada (perubahan, pergeseran, murni)",
    "realisasi": "Jumlah realisasi rincian di bawahnya",
    "sisa": "Pagu − realisasi",
    "serapan": "Realisasi ÷ pagu × 100",
}
Uang = IkhtisarSimpul | BagianSasaran


def _jelaskan(
    ikhtisar: Ikhtisar,
    apa: str,
    nama: str,
    milik: dict[str, Decimal | None],
    daun: Iterable[tuple[IkhtisarSimpul, Uang]],
    alasan: str,
    catatan: Iterable[str] = (),
) -> Penjelasan:
    nilai, p, r, serapan = milik[apa], milik["pagu"], milik["realisasi"], milik["serapan"]
    baris = tuple(
        BarisPenjelasan(
            "simpul", s.kode, s.uraian, ((u.pagu, UANG, ""), (u.realisasi, UANG, ""), (u.serapan, PERSEN, s.alasan))
        )
        for s, u in daun
    )
    return Penjelasan(
        JUDUL[apa],
        nama,
        nilai,
        PERSEN if apa == "serapan" else UANG,
        rumus=RUMUS[apa],
        hitungan=_hitungan(ikhtisar, apa, p, r, nilai),
        alasan=alasan if nilai is None else "",
        masukan=(Masukan("Pagu", p, UANG), Masukan("Realisasi", r, UANG)) if apa in ("serapan", "sisa") else (),
        catatan=ada(catatan),
        kepala=("Rincian", "Pagu", "Realisasi", "Serapan") if baris else (),
        baris=baris,
        jumlah=((p, UANG, ""), (r, UANG, ""), (serapan, PERSEN, alasan)) if len(baris) > 1 else (),
    )


def _hitungan(
    ikhtisar: Ikhtisar, apa: str, pagu: Decimal | None, realisasi: Decimal | None, hasil: Decimal | None
) -> str:
    """The calculation written out; empty where there is none to write."""
    if hasil is None or apa not in ("serapan", "sisa"):
        return ""
    p, r = tulis(ikhtisar, pagu, UANG), tulis(ikhtisar, realisasi, UANG)
    if apa == "sisa":
        return f"{p} − {r} = {tulis(ikhtisar, hasil, UANG)}"
    return f"{r} ÷ {p} × 100 = {tulis(ikhtisar, hasil, PERSEN)} %"


def _milik(sumber: object) -> dict[str, Decimal | None]:
    return {apa: getattr(sumber, apa) for apa in JUDUL}


def _dinyatakan(ikhtisar: Ikhtisar, pagu: Decimal | None, realisasi: Decimal | None) -> str:
    if pagu is None and realisasi is None:
        return ""
    return (
        f"Dinyatakan pada tingkat ini: pagu {tulis(ikhtisar, pagu, UANG)}, realisasi "
        f"{tulis(ikhtisar, realisasi, UANG)}. Angka itu dibandingkan saja, tidak dipakai."
    )


def _di_bawah(ikhtisar: Ikhtisar, kode: str) -> list[IkhtisarSimpul]:
    """The node and all below it; the list is depth first."""
    bawah, hasil = {kode}, []
    for s in ikhtisar.simpul:
        if s.kode in bawah or s.induk in bawah:
            bawah.add(s.kode)
            hasil.append(s)
    return hasil


def simpul(apa: str) -> Penjelas:
    def fungsi(ikhtisar: Ikhtisar, kode: str) -> Penjelasan | None:
        s = cari_simpul(ikhtisar, kode)
        if s is None:
            return None
        daun = [(d, d) for d in pemegang_uang(_di_bawah(ikhtisar, kode))]
        if [d.kode for d, _ in daun] == [kode]:
            daun = []
        return _jelaskan(
            ikhtisar,
            apa,
            s.uraian,
            _milik(s),
            daun,
            s.alasan or "belum diisi",
            [
                _dinyatakan(ikhtisar, s.pagu_dinyatakan, s.realisasi_dinyatakan),
                "" if daun else _tahap(ikhtisar, s),
            ],
        )

    return fungsi


def _tahap(ikhtisar: Ikhtisar, s: IkhtisarSimpul) -> str:
    tahap = (("murni", s.pagu_murni), ("pergeseran", s.pagu_pergeseran), ("yang berlaku", s.pagu))
    sebutan = [f"{nama} {tulis(ikhtisar, nilai, UANG)}" for nama, nilai in tahap if nilai is not None]
    return f"Pagu {', '.join(sebutan)}." if sebutan else ""


def sasaran(apa: str) -> Penjelas:
    def fungsi(ikhtisar: Ikhtisar, kode: str) -> Penjelasan | None:
        s, milik = cari_simpul(ikhtisar, kode), next((s for s in ikhtisar.sasaran if s.kode == kode), None)
        if s is None or milik is None:
            return None
        bagian = {b.kode: b for b in milik.simpul}
        daun = [(d, bagian[d.kode]) for d in pemegang_uang(ikhtisar.simpul) if d.kode in bagian]
        return _jelaskan(
            ikhtisar,
            apa,
            s.uraian,
            _milik(milik),
            daun,
            milik.alasan,
            ["Rincian yang mendukung sasaran ini. Yang mendukung beberapa sasaran tampil pada masing-masing."],
        )

    return fungsi


def total(apa: str) -> Penjelas:
    def fungsi(ikhtisar: Ikhtisar, kode: str) -> Penjelasan:
        t = ikhtisar.total
        return _jelaskan(
            ikhtisar,
            apa,
            ikhtisar.perangkat_daerah.nama,
            _milik(t),
            [(d, d) for d in pemegang_uang(ikhtisar.simpul)],
            t.alasan or "anggaran belum diisi",
            [
                "Setiap rincian dihitung sekali.",
                _dinyatakan(ikhtisar, t.pagu_dinyatakan, t.realisasi_dinyatakan),
            ],
        )

    return fungsi


PENJELAS: dict[tuple[str, str], Penjelas] = {
    (jenis, apa): buat(apa)
    for jenis, buat in (("simpul", simpul), ("sasaran", sasaran), ("total", total))
    for apa in JUDUL
}
