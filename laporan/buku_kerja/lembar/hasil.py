"""The sheets of results: realisasi, money, comparisons, evaluation, narrative and the agency's facts."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from anggaran.models import Anggaran, RealisasiAnggaran
from capaian.alur import BISA_DIISI
from capaian.models import Komponen, Pembanding, Realisasi, Rincian
from laporan.models import Aset, EvaluasiAKIP, Narasi, Pegawai, Prestasi, Rekomendasi
from laporan.naskah.nilai import salah_rujukan
from sakip.markah import berupa_html

from ..dasar import LembarResource
from ..kolom import Angka, Bulat, Kolom, Pilihan, Rujukan, Rupiah, Tanggal, Teks
from .beralasan import PengubahBagian, PengubahNilai
from .rencana import rujuk_indikator, tahun, triwulan

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


class _UangResource(LembarResource):
    milik = "perangkat_daerah"

    def get_queryset(self) -> QuerySet[Any]:
        """Money on the nodes of an earlier Renstra stays out: its kode mean nothing in this workbook."""
        milik = Q(simpul__isnull=True) | Q(simpul__renstra=self.konteks.renstra)
        return super().get_queryset().filter(milik)

    def periksa_baris(self) -> None:
        simpul = self.bersih.get("simpul")
        if simpul is not None and simpul.jenis not in ("", "program", "kegiatan", "sub_kegiatan"):
            self.salah["sub_kegiatan"] = "kode sub kegiatan (atau kegiatan, program)"


def rujuk_sub_kegiatan() -> Kolom:
    return Kolom(
        "sub_kegiatan",
        Rujukan("simpul", "Renstra"),
        "Kode sub kegiatan; kosong = total instansi yang dinyatakan (dibandingkan, tidak dijumlahkan).",
        attr="simpul",
        kunci=True,
    )


class AnggaranResource(_UangResource):
    nama = "Anggaran"

    sub_kegiatan = rujuk_sub_kegiatan()
    tahun = tahun()
    tahap = Kolom(
        "tahap",
        Pilihan(["murni", "pergeseran", "perubahan"]),
        "Tahap terakhir yang dihitung.",
        wajib=True,
        kunci=True,
    )
    jenis_belanja = Kolom("jenis_belanja", Teks(60), "Kosong, atau pegawai, barang_jasa, modal, ...", kunci=True)
    pagu = Kolom("pagu", Rupiah(NOL), "Rupiah.", wajib=True)

    class Meta:
        model = Anggaran


class RealisasiAnggaranResource(_UangResource, PengubahNilai):
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
        nilai, ada = self.bersih.get("nilai"), self.ada.get(self._kunci_bersih())
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


class _InstansiResource(LembarResource):
    milik = "perangkat_daerah"


class EvaluasiAKIPResource(_InstansiResource):
    nama = "EvaluasiAKIP"

    tahun = tahun()
    komponen = Kolom("komponen", Teks(200, 40), "Kosong = nilai total.", kunci=True)
    bobot = Kolom("bobot", Angka(NOL))
    nilai = Kolom("nilai", Angka(NOL))
    predikat = Kolom("predikat", Teks(100))
    nomor_lhe = Kolom("nomor_lhe", Teks(100))
    tanggal_lhe = Kolom("tanggal_lhe", Tanggal())

    class Meta:
        model = EvaluasiAKIP


class RekomendasiResource(_InstansiResource):
    nama = "Rekomendasi"

    tahun = tahun()
    sumber = Kolom("sumber", Teks(60), "LHE, BKN, DPRD, ...", kunci=True)
    komponen = Kolom("komponen", Teks(200, 30), kunci=True)
    rekomendasi = Kolom("rekomendasi", Teks(lebar=50), "Atau rencana_aksi: salah satu harus diisi.", kunci=True)
    rencana_aksi = Kolom("rencana_aksi", Teks(lebar=50), "Tindak lanjutnya.", kunci=True)
    target = Kolom("target", Teks())
    waktu = Kolom("waktu", Teks(200))
    penanggung_jawab = Kolom("penanggung_jawab", Teks())
    status = Kolom("status", Pilihan(["belum", "proses", "selesai"]))
    capaian = Kolom("capaian", Teks())
    jatuh_tempo = Kolom("jatuh_tempo", Tanggal(), "Kapan harus selesai.")

    class Meta:
        model = Rekomendasi

    def periksa_baris(self) -> None:
        if not (self.bersih.get("rekomendasi") or self.bersih.get("rencana_aksi")):
            self.salah.setdefault("rekomendasi", "harus diisi, atau rencana_aksi-nya (teks)")


class PrestasiResource(_InstansiResource):
    nama = "Prestasi"

    tahun = tahun()
    nama_ = Kolom("nama", Teks(500, 60), attr="nama", wajib=True, kunci=True)
    pemberi = Kolom("pemberi", Teks(300, 40))
    keterangan = Kolom("keterangan", Teks())

    class Meta:
        model = Prestasi


class PegawaiResource(_InstansiResource):
    nama = "Pegawai"

    tahun = tahun()
    lingkup = Kolom("lingkup", Pilihan(["opd", "pemda"], "opd"), "Kosong = opd.", kunci=True)
    status = Kolom("status", Pilihan(Pegawai.Status.values), kunci=True)
    kelompok = Kolom("kelompok", Pilihan(Pegawai.Kelompok.values), wajib=True, kunci=True)
    uraian = Kolom("uraian", Teks(200, 30), wajib=True, kunci=True)
    laki_laki = Kolom("laki_laki", Bulat(0, 10_000_000))
    perempuan = Kolom("perempuan", Bulat(0, 10_000_000))
    jumlah = Kolom("jumlah", Bulat(0, 10_000_000))
    kebutuhan = Kolom("kebutuhan", Bulat(0, 10_000_000))

    class Meta:
        model = Pegawai

    def periksa_baris(self) -> None:
        bagian: list[Any] = [self.bersih.get("laki_laki"), self.bersih.get("perempuan")]
        jumlah = self.bersih.get("jumlah")
        if jumlah is not None and None not in bagian and sum(bagian) != jumlah:
            pesan = f"laki_laki + perempuan = {sum(bagian)}"
            self.catat("peringatan", self.baris_kini, "jumlah", str(jumlah), pesan)


class AsetResource(_InstansiResource):
    nama = "Aset"

    tahun = tahun()
    kelompok = Kolom("kelompok", Teks(100), kunci=True)
    uraian = Kolom("uraian", Teks(300, 40), wajib=True, kunci=True)
    jumlah = Kolom("jumlah", Angka(NOL))
    baik = Kolom("baik", Angka(NOL))
    kurang_baik = Kolom("kurang_baik", Angka(NOL))
    rusak_berat = Kolom("rusak_berat", Angka(NOL))

    class Meta:
        model = Aset


class NarasiResource(_InstansiResource):
    nama = "Narasi"

    tahun = tahun()
    bagian = Kolom("bagian", Teks(120), "Kunci bagian laporan: kata_pengantar, 1.1, ...", wajib=True, kunci=True)
    judul = Kolom("judul", Teks(300, 40))
    teks = Kolom("teks", Teks(lebar=80), "Markdown: paragraf, daftar, **tebal**, tabel; angka hidup {{capaian:KODE}}.")

    class Meta:
        model = Narasi

    def periksa_baris(self) -> None:
        """Every live number points to something; the stored text may point to what has been archived since. A text that
        Markdown cannot carry stays as it is."""
        teks, ada = self.bersih.get("teks") or "", self.ada.get(self._kunci_bersih())
        if "teks" in self.bersih and ada is not None and berupa_html(ada.teks) and ada.teks != teks:
            self._peringatkan(self.baris_kini, "teks", "naskah ini hanya disunting di halaman Naskah, isinya dilewati")
            teks = self.bersih["teks"] = ada.teks
        if (ada is None or ada.teks != teks) and (sebab := salah_rujukan(teks, self._jenis_objek)):
            self.salah["teks"] = sebab

    def _jenis_objek(self, kode: str) -> str:
        """What kind of object a kode is of; empty where there is none."""
        if kode in self.konteks.indikator:
            return "indikator"
        simpul = self.konteks.simpul.get(kode)
        return "" if simpul is None else simpul.jenis or "program"
