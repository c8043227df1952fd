"""The steps that need nothing but this app: government, agencies, officials, users, invitations."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse

from sakip.models import Bidang, Pemda, Pengguna, PerangkatDaerah

from . import undangan
from .excel import JENIS
from .langkah import Keadaan, Langkah

Peran = Pengguna.Peran
WAJIB = (Peran.PERENCANAAN, Peran.KEPALA)
"""Without these nobody can enter what the bidang do not, or approve."""


def _pemda() -> Keadaan:
    semua = list(Pemda.objects.all())
    tanpa = [p.nama for p in semua if not p.lambang]
    kurang = (f"lambang belum diunggah ({', '.join(tanpa[:3])})",) if tanpa else ()
    return Keadaan(bool(semua), ", ".join(p.nama for p in semua[:3]) if semua else "", kurang)


def _instansi() -> Keadaan:
    banyak = PerangkatDaerah.objects.count()
    return Keadaan(banyak > 0, f"{banyak} perangkat daerah" if banyak else "")


def _pejabat() -> Keadaan:
    hitung = PerangkatDaerah.objects.aggregate(
        semua=Count("pk"),
        berkepala=Count("pk", filter=~Q(kepala_nama="")),
    )
    berbidang = Bidang.objects.order_by().values("perangkat_daerah").distinct().count()
    semua, berkepala = hitung["semua"], hitung["berkepala"]
    kurang = []
    if berkepala < semua:
        kurang.append(f"{semua - berkepala} perangkat daerah tanpa nama kepala")
    if berbidang < semua:
        kurang.append(f"{semua - berbidang} tanpa bidang")
    kata = f"{berkepala} kepala, {berbidang} perangkat daerah berbidang" if semua else ""
    return Keadaan(semua > 0 and not kurang, kata, tuple(kurang))


def _pengguna() -> Keadaan:
    aktif = Pengguna.objects.filter(is_active=True)
    banyak = aktif.exclude(peran=Peran.ADMIN).count()
    semua = PerangkatDaerah.objects.count()
    kurang = []
    for peran in WAJIB:
        ada = aktif.filter(peran=peran).order_by().values("perangkat_daerah").distinct().count()
        if ada < semua:
            kurang.append(f"{semua - ada} perangkat daerah tanpa {peran.label}")
    return Keadaan(banyak > 0 and not kurang, f"{banyak} pengguna" if banyak else "", tuple(kurang))


def _undangan() -> Keadaan:
    menunggu = list(undangan.calon().exclude(peran=Peran.ADMIN).select_related("undangan"))
    belum = sum(undangan.perlu_diundang(getattr(p, "undangan", None)) for p in menunggu)
    sudah = Pengguna.objects.filter(is_active=True).exclude(last_login=None).exclude(peran=Peran.ADMIN).count()
    kata = f"{sudah} pengguna sudah pernah masuk" if sudah or menunggu else ""
    if len(menunggu) > belum:
        kata += f", {len(menunggu) - belum} diundang dan belum masuk"
    kurang = (f"{belum} belum diundang",) if belum else ()
    return Keadaan(not kurang and bool(sudah or menunggu), kata, kurang)


def _alamat_excel(kunci: str) -> str:
    return reverse("mulai_excel", kwargs={"kunci": kunci})


LANGKAH = (
    Langkah(10, "Pemda", "nama, ibu kota, dan lambang pada sampul laporan", lambda: reverse("mulai_pemda"), _pemda),
    Langkah(
        20,
        JENIS["perangkat-daerah"].judul,
        "kode, nama, dan alamat semua perangkat daerah, dari satu berkas Excel",
        lambda: _alamat_excel("perangkat-daerah"),
        _instansi,
    ),
    Langkah(
        30,
        JENIS["pejabat"].judul,
        "kepala, pemberi amanah, dan bidang dengan kepalanya, dari satu berkas Excel",
        lambda: _alamat_excel("pejabat"),
        _pejabat,
    ),
    Langkah(
        40,
        JENIS["pengguna"].judul,
        "siapa yang bekerja di sini, dengan peran dan tempatnya, dari satu berkas Excel",
        lambda: _alamat_excel("pengguna"),
        _pengguna,
    ),
    Langkah(
        50,
        "Undangan",
        "lewat surel atau slip cetak; tiap pengguna membuat kata sandinya sendiri",
        lambda: reverse("mulai_undangan"),
        _undangan,
    ),
)
