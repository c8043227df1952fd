"""A Perjanjian Kinerja as it is printed, in the LKjIP and as a document of its own: the same rows in both.

What was signed is printed as it was frozen (`isi`); before that, as the agreement's row and the ikhtisar
have it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags

from anggaran import rumus
from laporan.ikhtisar.bentuk import IkhtisarIndikator
from laporan.templatetags.dokumen import target_cetak
from sakip.angka import tulis

if TYPE_CHECKING:
    from laporan.lkjip.laporan import Laporan

STRIP = "–"
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
    alasan: str = ""
    """Why it was changed."""

    @property
    def jumlah(self) -> Decimal | None:
        """The sum of its programs, where each has money."""
        pagu = [p.pagu for p in self.program]
        return rumus.jumlah(pagu) if None not in pagu else None

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
        alasan=(baris or {}).get("alasan") or "",
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
        teks = "–".join(tulis(n, cara=cara) for n in batas)
    return bersatuan(teks, i.get("satuan", ""))


def _target(i: IkhtisarIndikator, versi: str, cara: str) -> str:
    """The target of this version; the revised one only in the revision."""
    if versi == PERUBAHAN or i.versi_target != PERUBAHAN:
        teks = teks_target(i, cara)
    else:
        asal = i.target_pk if i.target_pk is not None else i.target_versi_renstra
        teks = STRIP if asal is None else tulis(asal, cara=cara)
    return teks if teks == STRIP else bersatuan(teks, i.satuan)


def _program(laporan: Laporan, beku: dict[str, Any], versi: str) -> list[BarisProgram]:
    if "program" in beku:
        return [
            BarisProgram(p["kode"], p["uraian"], None if p.get("pagu") is None else Decimal(p["pagu"]))
            for p in beku["program"]
        ]
    return [BarisProgram(s.kode, s.uraian, s.pagu if versi == PERUBAHAN else s.pagu_murni) for s in laporan.program]


def teks_target(objek: Any, cara: str) -> str:
    """The target as printed, as plain text."""
    if not objek.target_teks and objek.target is None:
        return STRIP
    return strip_tags(target_cetak(objek, cara))


def bersatuan(teks: str, satuan: str) -> str:
    """A target with its unit; one that says itself what it is, `BB (70)`, stays as it is."""
    return teks if any(h.isalpha() for h in teks) else f"{teks} {satuan}".strip()


@dataclass(frozen=True)
class BarisBanding:
    """An indicator in the PK and in its perubahan. `berubah`: what changed, in words; empty where that cannot be
    said, because one side has no target."""

    kode: str
    sasaran: str
    nama: str
    murni: str
    perubahan: str
    berubah: str


def bandingkan(murni: Perjanjian, perubahan: Perjanjian) -> list[BarisBanding]:
    """Both agreements side by side: all rows of the first, then those that only the second has."""
    kini, dulu = {b.kode: b for b in perubahan.indikator}, {b.kode: b for b in murni.indikator}
    hasil = []
    for kode, b in (dulu | {k: v for k, v in kini.items() if k not in dulu}).items():
        lama = dulu[kode].target if kode in dulu else STRIP
        baru = kini[kode].target if kode in kini else STRIP
        hasil.append(BarisBanding(kode, b.sasaran, b.nama, lama, baru, _berubah(lama, baru)))
    return hasil


def _berubah(lama: str, baru: str) -> str:
    if STRIP in (lama, baru):
        return STRIP
    return "tetap" if lama == baru else f"{lama} menjadi {baru}"
