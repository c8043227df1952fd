"""The sheets of the agencies, their officials and their bidang."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db.models import Max, Model
from django.urls import Resolver404, resolve

from sakip.buku.kolom import Kolom, Pilihan, Teks
from sakip.models import Bidang, Pemda, PerangkatDaerah

from .lembar import Digit, Isi, Lembar, Rencana, SatuBaris, satu_dari

TAK_ADA = "bukan kode perangkat daerah yang ada; buat dulu pada langkah Perangkat daerah"
KODE_SALAH = "hanya huruf tanpa aksen, angka, tanda hubung, dan garis bawah, misalnya dinkes-hss"
STATUS_KEPALA = ("definitif", "Pj", "Plt", "Plh")


class LembarPemda(Lembar):
    """A sheet whose rows are of one government; where there are several, a column names it."""

    def __init__(self, rencana: Rencana) -> None:
        self.pemda = {p.nama.casefold(): p for p in Pemda.objects.all()}
        super().__init__(rencana)

    def kolom_pemda(self) -> list[Kolom]:
        if len(self.pemda) < 2:
            return []
        return [Kolom("pemda", SatuBaris(200, 40), "Nama pemda persis seperti pada langkah Pemda.")]

    def pemda_baris(self, isi: Isi) -> Pemda | None:
        """The row's, or the only one there is; None where it does not say or no such one is there."""
        if nama := isi.get("pemda", ""):
            return self.pemda.get(nama.casefold())
        return next(iter(self.pemda.values())) if len(self.pemda) == 1 else None

    def tolak_pemda(self, isi: Isi) -> None:
        daftar = satu_dari([p.nama for p in self.pemda.values()]) or "buat dulu pada langkah Pemda"
        self.tolak("pemda", isi.get("pemda", ""), f"harus salah satu pemda yang ada: {daftar}")


class LembarInstansi(LembarPemda):
    nama = "PerangkatDaerah"
    contoh = {
        "kode": "dinkes",
        "nama": "Dinas Kesehatan",
        "singkatan": "Dinkes",
        "jenis": "dinas",
        "tempat": "Kandangan",
        "alamat": "Jalan Contoh Nomor 1",
        "telepon": "0517 000000",
        "surel": "dinkes@contoh.go.id",
        "laman": "dinkes.contoh.go.id",
        "kode_skpd": "1.02.0.00.0.00.01.0000",
    }

    def daftar_kolom(self) -> list[Kolom]:
        return [
            Kolom("kode", SatuBaris(60), "Bagian alamat halamannya; tidak diganti lagi.", wajib=True, kunci=True),
            Kolom("nama", SatuBaris(300, 50), "Nama lengkap, seperti pada kop surat.", wajib=True),
            *self.kolom_pemda(),
            Kolom("singkatan", SatuBaris(60)),
            Kolom("jenis", SatuBaris(60), "Misalnya dinas, badan, sekretariat, kecamatan."),
            Kolom("tempat", SatuBaris(100), "Tempat penandatanganan; kosong: ibu kota pemda."),
            Kolom("alamat", Teks(500, 40)),
            Kolom("telepon", Digit(60)),
            Kolom("surel", SatuBaris(200, 26)),
            Kolom("laman", SatuBaris(200, 26)),
            Kolom("kode_skpd", Digit(60, 26), "Kode SKPD pada SIPD, bila ada."),
        ]

    def muat(self) -> None:
        self.ada = {i.kode.casefold(): i for i in PerangkatDaerah.objects.select_related("pemda")}

    def temukan(self, isi: Isi) -> Model | None:
        if (ada := self.ada.get(isi.get("kode", "").casefold())) is not None:
            if isi.get("pemda") and ada.pemda != self.pemda_baris(isi):
                self.tolak("pemda", isi["pemda"], f"perangkat daerah ini milik {ada.pemda.nama}, dan tidak dipindahkan")
                return None
            return ada
        kode, pemda = isi.get("kode", "").lower(), self.pemda_baris(isi)
        if not kode or "nama" not in isi:  # said when the cell was read
            return None
        if pemda is None:
            self.tolak_pemda(isi)
        if pesan := _kode_salah(kode):
            self.tolak("kode", kode, pesan)
        return PerangkatDaerah(kode=kode, pemda=pemda, tempat=pemda.ibu_kota if pemda else "")

    def nilai(self, objek: Any, isi: Isi) -> dict[str, tuple[str, Any]]:
        nilai = super().nilai(objek, isi)
        nilai.pop("pemda", None)
        if objek._state.adding and objek.tempat and "tempat" not in isi:
            nilai["tempat"] = ("tempat", objek.tempat)
        return nilai

    def sebutan(self, objek: Any) -> str:
        return f"{objek.kode}: {objek.nama}"

    def ekspor(self) -> list[list[Any]]:
        semua = PerangkatDaerah.objects.select_related("pemda")
        return [[_sel(i, k) for k in self.kolom] for i in semua]


def _sel(objek: Any, kolom: Kolom) -> Any:
    nilai = getattr(objek, kolom.attribute)
    return nilai.nama if isinstance(nilai, Pemda) else nilai


def _kode_salah(kode: str) -> str:
    """Why a kode cannot be part of an agency's address; empty where it can."""
    try:
        validate_slug(kode)
        cocok = resolve(f"/{kode}/2024/")
    except (ValidationError, Resolver404):
        return KODE_SALAH
    return "" if cocok.kwargs.get("kode") == kode else "kode ini dipakai halaman lain; pilih kode lain"


class LembarMilik(Lembar):
    """A sheet whose rows name their agency by its kode."""

    def muat(self) -> None:
        self.instansi = {i.kode.casefold(): i for i in PerangkatDaerah.objects.select_related("pemda")}

    def instansi_baris(self, isi: Isi) -> PerangkatDaerah | None:
        kode = isi.get("perangkat_daerah", "")
        ada = self.instansi.get(kode.casefold())
        if ada is None and kode:
            self.tolak("perangkat_daerah", kode, TAK_ADA)
        return ada


def kolom_instansi(*, wajib: bool = True, kunci: bool = True) -> Kolom:
    catatan = "Kode perangkat daerah; pilih dari daftar."
    return Kolom("perangkat_daerah", SatuBaris(60), catatan, wajib=wajib, kunci=kunci)


class LembarPejabat(LembarMilik):
    nama = "Pejabat"
    contoh = {
        "perangkat_daerah": "dinkes",
        "kepala_nama": "Nama Kepala, gelar",
        "kepala_nip": "197001011995031001",
        "kepala_pangkat": "Pembina Utama Muda",
        "kepala_jabatan": "Kepala Dinas Kesehatan",
        "kepala_status": "definitif",
        "pemberi_amanah_nama": "Nama Bupati",
        "pemberi_amanah_jabatan": "Bupati Contoh",
    }

    def daftar_kolom(self) -> list[Kolom]:
        return [
            kolom_instansi(),
            Kolom("kepala_nama", SatuBaris(200, 34), "Seperti tercetak pada tanda tangan, dengan gelar."),
            Kolom("kepala_nip", Digit(60, 22)),
            Kolom("kepala_pangkat", SatuBaris(100, 24)),
            Kolom("kepala_jabatan", SatuBaris(200, 34)),
            Kolom("kepala_status", Pilihan(STATUS_KEPALA)),
            Kolom("pemberi_amanah_nama", SatuBaris(200, 34), "Pihak kedua Perjanjian Kinerja kepala."),
            Kolom("pemberi_amanah_jabatan", SatuBaris(200, 24)),
        ]

    def temukan(self, isi: Isi) -> Model | None:
        return self.instansi_baris(isi)

    def sebutan(self, objek: Any) -> str:
        return f"{objek.kode}: {objek.kepala_nama or objek.nama}"

    def ekspor(self) -> list[list[Any]]:
        self.muat()
        isian = [k.attribute for k in self.kolom if not k.kunci]
        return [[i.kode, *(getattr(i, nama) for nama in isian)] for i in self.instansi.values()]


class LembarBidang(LembarMilik):
    nama = "Bidang"
    contoh = {
        "perangkat_daerah": "dinkes",
        "kode": "B1",
        "nama": "Bidang Kesehatan Masyarakat",
        "kepala_nama": "Nama Kepala Bidang, gelar",
        "kepala_nip": "197505052000032002",
    }

    def daftar_kolom(self) -> list[Kolom]:
        return [
            kolom_instansi(),
            Kolom("kode", SatuBaris(60), "Pendek dan tetap, misalnya B1 atau SEKRETARIAT.", wajib=True, kunci=True),
            Kolom("nama", SatuBaris(300, 44), "Bidang, bagian, atau sekretariat yang mengisi.", wajib=True),
            Kolom("kepala_nama", SatuBaris(200, 34)),
            Kolom("kepala_nip", Digit(60, 22)),
        ]

    def muat(self) -> None:
        super().muat()
        self.ada = {(b.perangkat_daerah_id, b.kode.casefold()): b for b in Bidang.objects.select_related()}
        urutan = Bidang.objects.order_by().values_list("perangkat_daerah").annotate(Max("urutan"))
        self.urutan: dict[int, int] = dict(urutan)

    def temukan(self, isi: Isi) -> Model | None:
        instansi, kode = self.instansi_baris(isi), isi.get("kode", "")
        if instansi is None or not kode or "nama" not in isi:
            return None
        if (ada := self.ada.get((instansi.pk, kode.casefold()))) is not None:
            return ada
        if ";" in kode:
            self.tolak("kode", kode, "kode tanpa titik koma")
        urutan = self.urutan[instansi.pk] = self.urutan.get(instansi.pk, 0) + 1
        return Bidang(perangkat_daerah=instansi, kode=kode, urutan=urutan)

    def sebutan(self, objek: Any) -> str:
        return f"{objek.perangkat_daerah.kode} {objek.kode}: {objek.nama}"

    def ekspor(self) -> list[list[Any]]:
        semua = Bidang.objects.select_related("perangkat_daerah").order_by("perangkat_daerah__kode", "urutan", "pk")
        return [[b.perangkat_daerah.kode, b.kode, b.nama, b.kepala_nama, b.kepala_nip] for b in semua]
