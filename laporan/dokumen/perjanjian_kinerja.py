"""Perjanjian Kinerja: the statement with its appendix, murni and perubahan, signed by two parties.

What was signed is printed as it was frozen (`isi`); before that, as the agreement's row and the ikhtisar
have it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.lkjip.laporan import Laporan
from sakip.angka import tulis

from .dasar import STRIP, UANG, Dokumen, KolomDokumen, LembarExcel, teks_target

MURNI, PERUBAHAN = "pk", "pk_perubahan"
DRAF = "draf"


@dataclass(frozen=True)
class Pihak:
    """A signer. `jabatan` names an acting office as such: `Plt. Kepala Badan`."""

    nama: str
    jabatan: str
    nip: str = ""


@dataclass(frozen=True)
class BarisDokumenPk:
    kode: str
    sasaran: str
    nama: str
    target: str


@dataclass(frozen=True)
class BarisProgram:
    kode: str
    uraian: str
    pagu: Decimal | None


@dataclass(frozen=True)
class Perjanjian:
    """One agreement, ready to be printed."""

    versi: str
    nomor: str
    tanggal: str
    tempat: str
    pertama: Pihak
    kedua: Pihak
    indikator: tuple[BarisDokumenPk, ...]
    program: tuple[BarisProgram, ...]
    dinyatakan: bool
    """The agreement has a row of its own, though its targets may come from the plan."""

    @property
    def perubahan(self) -> bool:
        return self.versi == PERUBAHAN


def perjanjian(laporan: Laporan, versi: str) -> Perjanjian:
    """The agency's latest agreement of this version that is no draft, else its draft, else from the plan."""
    semua = [p for p in laporan.bahan["pk"] if p["versi"] == versi]
    resmi = [p for p in semua if p.get("keadaan") != DRAF]
    baris = (resmi or semua or [None])[-1]
    beku = (baris or {}).get("isi") or {}
    return Perjanjian(
        versi=versi,
        nomor=_dari(beku, baris, "nomor"),
        tanggal=_dari(beku, baris, "tanggal"),
        tempat=_dari(beku, baris, "tempat") or laporan.instansi["tempat"],
        pertama=_pihak_pertama(laporan, beku, baris),
        kedua=_pihak_kedua(laporan, beku, baris),
        indikator=tuple(_indikator(laporan, beku, versi)),
        program=tuple(_program(laporan, beku, versi)),
        dinyatakan=baris is not None,
    )


def _dari(beku: dict[str, Any], baris: dict[str, Any] | None, nama: str) -> str:
    return beku.get(nama) or (baris or {}).get(nama) or ""


def _pihak_pertama(laporan: Laporan, beku: dict[str, Any], baris: dict[str, Any] | None) -> Pihak:
    tertulis = beku.get("pihak_pertama")
    if tertulis is None and baris is not None and baris["pihak_pertama_nama"]:
        tertulis = {n: baris[f"pihak_pertama_{n}"] for n in ("nama", "nip", "jabatan", "status")}
    if tertulis is None:
        tertulis = {n: laporan.instansi[f"kepala_{n}"] for n in ("nama", "nip", "jabatan", "status")}
    jabatan = tertulis.get("jabatan", "")
    return Pihak(tertulis.get("nama", ""), _jabatan(jabatan, tertulis.get("status", "")), tertulis.get("nip", ""))


def _jabatan(jabatan: str, status: str) -> str:
    """With `Pj.`, `Plt.` or `Plh.` before it, where it says so and the words do not already."""
    sementara = status.rstrip(".")
    if not sementara or sementara.casefold() == "definitif" or jabatan.casefold().startswith(sementara.casefold()):
        return jabatan
    return f"{sementara}. {jabatan}"


def _pihak_kedua(laporan: Laporan, beku: dict[str, Any], baris: dict[str, Any] | None) -> Pihak:
    tertulis = beku.get("pihak_kedua")
    if tertulis is None and baris is not None and baris["pihak_kedua_nama"]:
        tertulis = {n: baris[f"pihak_kedua_{n}"] for n in ("nama", "jabatan")}
    if tertulis is None:
        tertulis = {n: laporan.instansi[f"pemberi_amanah_{n}"] for n in ("nama", "jabatan")}
    return Pihak(tertulis.get("nama", ""), tertulis.get("jabatan", ""))


def _indikator(laporan: Laporan, beku: dict[str, Any], versi: str) -> list[BarisDokumenPk]:
    if "indikator" in beku:
        cara = laporan.cara
        return [BarisDokumenPk(i["kode"], i["sasaran"], i["nama"], _target_beku(i, cara)) for i in beku["indikator"]]
    return [
        BarisDokumenPk(i.kode, laporan.uraian_induk[i.kode], i.nama, _target(i, versi, laporan.cara))
        for i in laporan.indikator_pk
    ]


def _target_beku(i: dict[str, Any], cara: str) -> str:
    if i.get("target_teks"):
        teks = i["target_teks"]
    elif i.get("target") is None:
        return STRIP
    else:
        batas = [Decimal(n) for n in (i["target"], i.get("target_atas")) if n is not None]
        teks = " – ".join(tulis(n, cara=cara) for n in batas)
    return f"{teks} {i.get('satuan', '')}".strip()


def _target(i: IkhtisarIndikator, versi: str, cara: str) -> str:
    """The target of this version; the revised one only in the revision."""
    if versi == PERUBAHAN or i.versi_target != PERUBAHAN:
        teks = teks_target(i, cara)
    else:
        asal = i.target_pk if i.target_pk is not None else i.target_versi_renstra
        teks = STRIP if asal is None else tulis(asal, cara=cara)
    return teks if teks == STRIP else f"{teks} {i.satuan}".strip()


def _program(laporan: Laporan, beku: dict[str, Any], versi: str) -> list[BarisProgram]:
    if "program" in beku:
        return [
            BarisProgram(p["kode"], p["uraian"], None if p.get("pagu") is None else Decimal(p["pagu"]))
            for p in beku["program"]
        ]
    return [BarisProgram(s.kode, s.uraian, s.pagu if versi == PERUBAHAN else s.pagu_murni) for s in laporan.program]


def _konteks(versi: str) -> Callable[[Laporan], dict[str, Any]]:
    return lambda laporan: {"pk": perjanjian(laporan, versi)}


def _wajib(versi: str) -> Callable[[Laporan], list[str]]:
    def wajib(laporan: Laporan) -> list[str]:
        pk = perjanjian(laporan, versi)
        return [f"pk-{i.kode}" for i in pk.indikator] + [f"pk-program-{p.kode}" for p in pk.program]

    return wajib


def _lembar(versi: str) -> Callable[[Laporan], list[LembarExcel]]:
    def lembar(laporan: Laporan) -> list[LembarExcel]:
        pk = perjanjian(laporan, versi)
        target = [(n, i.sasaran, i.nama, i.target) for n, i in enumerate(pk.indikator, 1)]
        program = [(n, p.uraian, STRIP if p.pagu is None else p.pagu) for n, p in enumerate(pk.program, 1)]
        catatan = [
            f"Nomor: {pk.nomor or STRIP}; tanggal: {pk.tanggal or STRIP}",
            f"Pihak pertama: {pk.pertama.nama or STRIP}, {pk.pertama.jabatan or STRIP}",
            f"Pihak kedua: {pk.kedua.nama or STRIP}, {pk.kedua.jabatan or STRIP}",
        ]
        kolom = (
            KolomDokumen("No", 5),
            KolomDokumen("Sasaran", 50),
            KolomDokumen("Indikator", 60),
            KolomDokumen("Target", 24),
        )
        uang = (KolomDokumen("No", 5), KolomDokumen("Program", 70), KolomDokumen("Anggaran (Rp)", 24, UANG))
        return [
            LembarExcel("Target kinerja", kolom, target, catatan=catatan, kertas="9"),
            LembarExcel("Program", uang, program, kertas="9"),
        ]

    return lembar


def _dokumen(kunci: str, versi: str, judul: str, guna: str) -> Dokumen:
    return Dokumen(
        kunci=kunci,
        judul=judul,
        guna=guna,
        konteks=_konteks(versi),
        wajib=_wajib(versi),
        lembar=_lembar(versi),
        templat="perjanjian_kinerja",
    )


PERJANJIAN_KINERJA = _dokumen(
    "perjanjian_kinerja",
    MURNI,
    "Perjanjian Kinerja",
    "Pernyataan dan lampiran target dengan dua tanda tangan.",
)
PERJANJIAN_KINERJA_PERUBAHAN = _dokumen(
    "perjanjian_kinerja_perubahan",
    PERUBAHAN,
    "Perjanjian Kinerja Perubahan",
    "Pernyataan dan lampiran setelah perubahan.",
)
