"""The Perjanjian Kinerja: made from the plan, adjusted with a reason, frozen when signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from anggaran.models import DokumenAnggaran
from capaian.bentuk import HasilTahun
from capaian.hitung.nilai import NilaiIndikator
from laporan.ikhtisar.bentuk import Ikhtisar
from renstra.bentuk import BarisIndikator, RencanaTahun, bidang_simpul
from renstra.models import PerjanjianKinerja, Target
from renstra.muat import muat
from sakip.ditolak import Ditolak
from sakip.jejak import pelaku
from sakip.kisi.urai import IsianDitolak, tulis_isian, urai_angka
from sakip.models import Bidang, PerangkatDaerah

Keadaan, Versi = PerjanjianKinerja.Keadaan, PerjanjianKinerja.Versi
HARI_SETELAH_ANGGARAN = 31
"""A PK is due one month after the budget document (Perpres 29/2014, PermenPANRB 53/2014)."""


class PerjanjianDitolak(Ditolak):
    """A sentence for the user."""


@dataclass(frozen=True)
class BarisPerjanjian:
    """One indicator of a PK: the Renstra's target of the year, and the agreed one."""

    i: BarisIndikator
    sasaran: str
    renstra: Decimal | None
    renstra_teks: str
    target: Decimal | None
    target_atas: Decimal | None
    predikat: str
    ketikan: str | None = None
    """What was typed, where it could not be saved."""

    @property
    def teks(self) -> str:
        """As it stands in the cell."""
        return tulis_isian(self.target) if self.ketikan is None else self.ketikan


def buat(
    instansi: PerangkatDaerah, tahun: int, versi: str, bidang: Bidang | None = None, berlaku_triwulan: int | None = None
) -> PerjanjianKinerja:
    """A draft with the agency's signers. Nothing is computed from it until it is in force.

    Raises:
        PerjanjianDitolak: a revision without a first PK or without its quarter; a second first PK.
    """
    milik = PerjanjianKinerja.objects.filter(perangkat_daerah=instansi, tahun=tahun, bidang=bidang)
    ada = set(milik.values_list("versi", flat=True))
    if versi == Versi.PK and Versi.PK in ada:
        raise PerjanjianDitolak(f"Perjanjian Kinerja {tahun} sudah ada. Ubah yang ada, atau buat perubahannya.")
    if versi == Versi.PK_PERUBAHAN and (Versi.PK not in ada or berlaku_triwulan is None):
        raise PerjanjianDitolak("Perubahan memerlukan Perjanjian Kinerja murni dan triwulan mulai berlakunya.")
    _periksa_triwulan(milik, versi, berlaku_triwulan)
    terakhir = milik.filter(versi=versi).aggregate(u=Max("urutan"))["u"]
    return PerjanjianKinerja.objects.create(
        perangkat_daerah=instansi,
        tahun=tahun,
        versi=versi,
        bidang=bidang,
        urutan=0 if terakhir is None else terakhir + 1,
        keadaan=Keadaan.DRAF,
        berlaku_triwulan=1 if versi == Versi.PK else berlaku_triwulan,
        **_penanda_tangan(instansi, bidang),
    )


def _periksa_triwulan(milik: Any, versi: str, triwulan: int | None) -> None:
    sama = milik.filter(berlaku_triwulan=triwulan).exclude(versi=Versi.PK).first() if triwulan else None
    if versi == Versi.PK_PERUBAHAN and sama is not None:
        raise PerjanjianDitolak(f"Sudah ada Perjanjian Kinerja Perubahan yang berlaku mulai triwulan {triwulan}.")


def _penanda_tangan(instansi: PerangkatDaerah, bidang: Bidang | None) -> dict[str, str]:
    if bidang is not None:
        return {
            "tempat": instansi.tempat,
            "pihak_pertama_nama": bidang.kepala_nama,
            "pihak_pertama_nip": bidang.kepala_nip,
            "pihak_pertama_jabatan": f"Kepala {bidang.nama}",
            "pihak_kedua_nama": instansi.kepala_nama,
            "pihak_kedua_jabatan": instansi.kepala_jabatan,
        }
    return {
        "tempat": instansi.tempat,
        "pihak_pertama_nama": instansi.kepala_nama,
        "pihak_pertama_nip": instansi.kepala_nip,
        "pihak_pertama_jabatan": instansi.kepala_jabatan,
        "pihak_pertama_status": instansi.kepala_status,
        "pihak_kedua_nama": instansi.pemberi_amanah_nama,
        "pihak_kedua_jabatan": instansi.pemberi_amanah_jabatan,
    }


def _anggota(pk: PerjanjianKinerja, rencana: RencanaTahun) -> list[BarisIndikator]:
    """The head's PK holds the IKU, a bidang's the indicators of its nodes."""
    if pk.bidang_id is None:
        return [i for i in rencana.indikator if i.iku]
    milik = bidang_simpul(rencana.simpul)
    return [i for i in rencana.indikator if milik[i.simpul_id] == pk.bidang_id and i.mengacu_id is None]


def baris(pk: PerjanjianKinerja) -> list[BarisPerjanjian]:
    """The indicators of a PK with the Renstra's target and the agreed one: as drafted, else as the PK in force
    has it, else as the Renstra."""
    rencana = muat(pk.perangkat_daerah, pk.tahun)
    nilai, uraian = NilaiIndikator(rencana, HasilTahun()), {s.id: s.uraian for s in rencana.simpul}
    hasil = []
    for i in _anggota(pk, rencana):
        ada = nilai.target_per.get(i.id, {}).get((pk.tahun, None), {})
        renstra, asal = ada.get("renstra"), ada.get(pk.versi) or ada.get("pk") or ada.get("renstra")
        rancangan = pk.rancangan.get(str(i.id))
        hasil.append(
            BarisPerjanjian(
                i,
                uraian[i.simpul_id],
                renstra.nilai if renstra else None,
                renstra.teks if renstra else "",
                Decimal(rancangan) if rancangan else asal.nilai if asal else None,
                asal.nilai_atas if asal else None,
                asal.teks if asal and not rancangan else "",
            )
        )
    return hasil


def ubah_target(pk: PerjanjianKinerja, isian: Mapping[str, str], alasan: str) -> int:
    """Adjust the targets (`t12`: text of indicator 12); how many changed.

    Raises:
        PerjanjianDitolak: naming each that cannot be read; or a change without a reason. Nothing is saved then.
    """
    if pk.keadaan != Keadaan.DRAF:
        raise PerjanjianDitolak("Perjanjian ini sudah ditandatangani; targetnya tidak dapat diubah lagi.")
    berubah, galat = [], []
    for b in baris(pk):
        mentah = isian.get(f"t{b.i.id}")
        if mentah is None or mentah.strip() == b.teks:
            continue
        try:
            terurai = urai_angka(mentah, satuan=b.i.satuan, sebelum=None, tegas=True)
        except IsianDitolak as tolak:
            galat.append(f"{b.i.nama}: {tolak}")
        else:
            if terurai.nilai is None:
                galat.append(f"{b.i.nama}: target tidak boleh dikosongkan.")
            elif terurai.nilai != b.target:
                berubah.append((b.i.id, terurai.nilai))
    if galat:
        raise PerjanjianDitolak(" ".join(galat))
    if berubah and not alasan.strip():
        raise PerjanjianDitolak("Tulis alasan penyesuaian targetnya.")
    rancangan = pk.rancangan | {str(nomor): f"{nilai:f}" for nomor, nilai in berubah}
    with pelaku.alasan(alasan.strip()):
        PerjanjianKinerja.objects.filter(pk=pk.pk, keadaan=Keadaan.DRAF).update(rancangan=rancangan)
    return len(berubah)


def tandatangani(pk: PerjanjianKinerja, ikhtisar: Ikhtisar) -> None:
    """Freeze what is agreed, with the names of the day.

    Raises:
        PerjanjianDitolak: with what is missing, or where the date precedes the budget document.
    """
    kurang = [kata for nama, kata in WAJIB.items() if not getattr(pk, nama)]
    if kurang:
        raise PerjanjianDitolak(f"Lengkapi dahulu: {', '.join(kurang)}.")
    anggaran = _dokumen_anggaran(pk)
    if anggaran is not None and anggaran.tanggal and pk.tanggal and pk.tanggal < anggaran.tanggal:
        raise PerjanjianDitolak(
            f"Tanggal perjanjian mendahului dokumen anggarannya ({anggaran.tanggal:%d-%m-%Y}). Periksa kedua tanggal."
        )
    beku = susun_isi(pk, ikhtisar)
    if any(i["target"] is None and not i["target_teks"] for i in beku["indikator"]):
        raise PerjanjianDitolak("Ada indikator tanpa target. Isi targetnya sebelum ditandatangani.")
    milik = PerjanjianKinerja.objects.filter(pk=pk.pk, keadaan=Keadaan.DRAF)
    if not milik.update(keadaan=Keadaan.DITANDATANGANI, isi=beku):
        raise PerjanjianDitolak("Perjanjian ini sudah ditandatangani.")
    pk.refresh_from_db()


WAJIB = {
    "tanggal": "tanggal",
    "tempat": "tempat",
    "pihak_pertama_nama": "nama pihak pertama",
    "pihak_pertama_jabatan": "jabatan pihak pertama",
    "pihak_kedua_nama": "nama pihak kedua",
    "pihak_kedua_jabatan": "jabatan pihak kedua",
}


def _dokumen_anggaran(pk: PerjanjianKinerja) -> DokumenAnggaran | None:
    tahap = "murni" if pk.versi == Versi.PK else "perubahan"
    return DokumenAnggaran.objects.filter(perangkat_daerah=pk.perangkat_daerah, tahun=pk.tahun, tahap=tahap).first()


def terlambat(pk: PerjanjianKinerja) -> str:
    """A sentence where the PK is dated more than a month after its budget document."""
    anggaran = _dokumen_anggaran(pk)
    if anggaran is None or not (anggaran.tanggal and pk.tanggal):
        return ""
    hari = (pk.tanggal - anggaran.tanggal).days
    lewat = hari > HARI_SETELAH_ANGGARAN
    return f"Ditandatangani {hari} hari sesudah dokumen anggaran; batasnya satu bulan." if lewat else ""


def berlakukan(pk: PerjanjianKinerja, scan: str = "") -> None:
    """In force from its quarter on, with the signed sheet where it was uploaded: from now on its targets count."""
    try:
        with transaction.atomic(), pelaku.alasan(f"{pk} berlaku"):
            milik = PerjanjianKinerja.objects.filter(pk=pk.pk, keadaan=Keadaan.DITANDATANGANI)
            if not milik.update(keadaan=Keadaan.BERLAKU, scan=scan):
                raise PerjanjianDitolak("Hanya perjanjian yang sudah ditandatangani yang dapat diberlakukan.")
            _tulis_target(pk)
    except IntegrityError as galat:
        raise PerjanjianDitolak("Sudah ada perjanjian yang berlaku mulai triwulan yang sama.") from galat
    pk.refresh_from_db()


def _tulis_target(pk: PerjanjianKinerja) -> None:
    """The year's targets as they were signed."""
    nomor = {i.kode: i.id for i in muat(pk.perangkat_daerah, pk.tahun).indikator}
    for b in (pk.isi or {}).get("indikator", []):
        if b["kode"] in nomor:
            Target.objects.update_or_create(
                indikator_id=nomor[b["kode"]],
                tahun=pk.tahun,
                triwulan=None,
                versi=pk.versi,
                defaults={
                    "nilai": Decimal(b["target"]) if b["target"] else None,
                    "nilai_atas": Decimal(b["target_atas"]) if b["target_atas"] else None,
                    "teks": b["target_teks"],
                },
            )


def susun_isi(pk: PerjanjianKinerja, ikhtisar: Ikhtisar) -> dict[str, Any]:
    """What a PK holds, ready to be frozen: numbers as exact text."""
    semua = baris(pk)
    uraian = {s.kode: s for s in ikhtisar.simpul}
    induk = {i.kode: i.induk for i in ikhtisar.indikator}
    milik = {induk[b.i.kode] for b in semua}
    program = [s for s in ikhtisar.simpul if s.jenis == "program" and (pk.bidang_id is None or s.kode in milik)]
    pagu = "pagu_murni" if pk.versi == Versi.PK else "pagu"
    return {
        "tahun": pk.tahun,
        "versi": pk.versi,
        "nomor": pk.nomor,
        "tanggal": pk.tanggal.isoformat() if pk.tanggal else "",
        "tempat": pk.tempat,
        "indikator": [
            {
                "kode": b.i.kode,
                "sasaran": uraian[induk[b.i.kode]].uraian,
                "nama": b.i.nama,
                "satuan": b.i.satuan,
                "target": _angka(b.target),
                "target_atas": _angka(b.target_atas),
                "target_teks": b.predikat,
            }
            for b in semua
        ],
        "program": [{"kode": s.kode, "uraian": s.uraian, "pagu": _angka(getattr(s, pagu))} for s in program],
        "pihak_pertama": {n: getattr(pk, f"pihak_pertama_{n}") for n in ("nama", "nip", "jabatan", "status")},
        "pihak_kedua": {n: getattr(pk, f"pihak_kedua_{n}") for n in ("nama", "jabatan")},
    }


def _angka(nilai: Decimal | None) -> str | None:
    return None if nilai is None else f"{nilai:f}"
