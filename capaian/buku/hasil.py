"""The sheets of what was achieved: realisasi of performance and money, their parts and comparisons."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from anggaran.buku import UangResource, rujuk_sub_kegiatan
from anggaran.models import RealisasiAnggaran
from capaian.alur import BISA_DIISI
from capaian.buku.beralasan import PengubahBagian, PengubahNilai
from capaian.models import Komponen, Pembanding, Realisasi, Rincian
from renstra.buku.dasar import LembarResource
from renstra.buku.rencana import rujuk_indikator, tahun, triwulan
from sakip.buku.kolom import (
    Angka,
    Bulat,
    Kolom,
    Pilihan,
    Rupiah,
    Teks,
)

NOL = Decimal(0)


class RealisasiResource(PengubahNilai):
    nama = "Realisasi"
    kolom_nilai = ("nilai", "teks", "pembilang", "penyebut", "capaian_dinyatakan")

    indikator = rujuk_indikator()
    tahun = tahun()
    triwulan = triwulan()
    nilai = Kolom("nilai", Angka())
    teks = Kolom("teks", Teks(), "Yang dicetak bila angkanya membawa predikat.")
    pembilang = Kolom("pembilang", Angka(), "Untuk rasio.")
    penyebut = Kolom("penyebut", Angka(), "Untuk rasio.")
    capaian_dinyatakan = Kolom(
        "capaian_dinyatakan", Angka(NOL), "Persen yang dinyatakan sumber tanpa target dan realisasi."
    )
    pendorong = Kolom("pendorong", Teks(lebar=40))
    penghambat = Kolom("penghambat", Teks(lebar=40))
    solusi = Kolom("solusi", Teks(lebar=40), "Yang sudah dilakukan.")
    tindak_lanjut = Kolom("tindak_lanjut", Teks(lebar=40), "Yang akan dilakukan.")
    sumber = Kolom("sumber", Teks(lebar=30))
    alasan_tahunan = Kolom(
        "alasan_tahunan", Teks(lebar=30), "Mengapa angka setahun berbeda dari triwulannya dan tetap dipakai."
    )
    alasan_wajar = Kolom("alasan_wajar", Teks(lebar=30), "Mengapa angka yang tidak biasa ini benar.")

    berhitungan = True

    class Meta:
        model = Realisasi

    def periksa_perubahan(self, instance: Realisasi) -> None:
        """What was handed in is not overwritten by a workbook."""
        if not instance.bisa_diisi:
            status = instance.get_status_display().lower()
            pesan = f"isian ini sudah {status} dan terkunci; kembalikan atau buka dahulu di halaman Isian"
            self.catat("galat", self.baris_kini, "indikator", instance.indikator.kode, pesan)
        super().periksa_perubahan(instance)
        if id(instance) in self.alasan_baru:
            self.konteks.beralasan.add((instance.indikator_id, instance.tahun))
        if instance.pk:
            instance.ubahan_ke += 1

    def tempat(self, objek: Realisasi) -> tuple[Any, ...]:
        return objek.indikator_id, objek.tahun, objek.triwulan


class KomponenResource(PengubahBagian):
    nama = "Komponen"

    indikator = rujuk_indikator()
    tahun = tahun()
    urutan = Kolom("urutan", Bulat(1, 1000), wajib=True, kunci=True)
    nama_ = Kolom("nama", Teks(300, 40), attr="nama", wajib=True)
    bobot = Kolom("bobot", Angka(NOL))
    maksimum = Kolom("maksimum", Angka())
    nilai = Kolom("nilai", Angka(), "Tidak melebihi maksimum.")

    class Meta:
        model = Komponen

    def periksa_baris(self) -> None:
        nilai, maksimum = self.bersih.get("nilai"), self.bersih.get("maksimum")
        if nilai is not None and maksimum is not None and nilai > maksimum:
            self.salah["nilai"] = f"angka tidak melebihi maksimum ({maksimum})"


class RincianResource(LembarResource):
    nama = "Rincian"

    indikator = rujuk_indikator()
    tahun = tahun()
    urutan = Kolom("urutan", Bulat(1, 1000), wajib=True, kunci=True)
    uraian = Kolom("uraian", Teks(lebar=50), wajib=True)
    target = Kolom("target", Teks(200))
    realisasi = Kolom("realisasi", Teks(200))

    class Meta:
        model = Rincian


class RealisasiAnggaranResource(UangResource, PengubahNilai):
    nama = "RealisasiAnggaran"

    sub_kegiatan = rujuk_sub_kegiatan()
    tahun = tahun()
    triwulan = triwulan()
    bulan = Kolom("bulan", Bulat(1, 12), "Bila diketahui per bulan; bulan di dalam triwulannya.", kunci=True)
    jenis_belanja = Kolom("jenis_belanja", Teks(60), kunci=True)
    nilai = Kolom("nilai", Rupiah(), "Rupiah, triwulan itu sendiri (bukan kumulatif).", wajib=True)
    alasan_wajar = Kolom("alasan_wajar", Teks(lebar=30), "Mengapa realisasi di atas pagu ini benar.")

    berhitungan = True

    class Meta:
        model = RealisasiAnggaran

    def periksa_perubahan(self, instance: RealisasiAnggaran) -> None:
        """Money is locked with the performance of its sub kegiatan."""
        simpul = instance.simpul
        if simpul is not None and (simpul.pk, instance.tahun, instance.triwulan) in self.terkunci:
            pesan = "kinerja sub kegiatan ini sudah diajukan; kembalikan atau buka dahulu di halaman Isian"
            self.catat("galat", self.baris_kini, "sub_kegiatan", simpul.kode, pesan)
        super().periksa_perubahan(instance)
        if instance.pk:
            instance.ubahan_ke += 1

    def tempat(self, objek: RealisasiAnggaran) -> tuple[Any, ...]:
        """A quarter's reason speaks of all its rows."""
        return objek.simpul_id, objek.tahun, objek.triwulan

    def periksa_baris(self) -> None:
        super().periksa_baris()
        nilai, ada = self.bersih.get("nilai"), self.ada.get(self.kunci_kini)
        if nilai is not None and nilai < 0 and (ada is None or ada.nilai != nilai):
            # A month of SIPD may be negative once a person confirmed it: as it stands it is no error.
            self.salah["nilai"] = "angka paling kecil 0"
        bulan, triwulan = self.bersih.get("bulan"), self.bersih.get("triwulan")
        if bulan and (triwulan != (bulan - 1) // 3 + 1 or self.bersih.get("simpul") is None):
            self.salah["bulan"] = "bulan di dalam triwulan baris ini, pada satu sub kegiatan"

    @cached_property
    def terkunci(self) -> set[tuple[int, int, int | None]]:
        """(node, year, quarter) of what was handed in."""
        diajukan = Realisasi.objects.filter(indikator__renstra=self.konteks.renstra).exclude(status__in=BISA_DIISI)
        return set(diajukan.values_list("indikator__simpul_id", "tahun", "triwulan"))


class PembandingResource(LembarResource):
    nama = "Pembanding"

    indikator = rujuk_indikator()
    tahun = tahun()
    jenis = Kolom("jenis", Pilihan(Pembanding.Jenis.values), wajib=True, kunci=True)
    instansi = Kolom("instansi", Teks(200, 36), wajib=True, kunci=True)
    nilai = Kolom("nilai", Angka())
    kategori = Kolom("kategori", Teks(100))
    sumber = Kolom("sumber", Teks())
    keterangan = Kolom("keterangan", Teks())

    class Meta:
        model = Pembanding
