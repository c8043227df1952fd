"""The sheets that only the report reads: evaluation, narrative and the agency's facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from laporan.models import Aset, EvaluasiAKIP, Narasi, Pegawai, Prestasi, Rekomendasi
from laporan.naskah.nilai import salah_rujukan
from renstra.buku.dasar import LembarResource
from renstra.buku.rencana import tahun
from sakip.buku.kolom import (
    Angka,
    Bulat,
    Kolom,
    Pilihan,
    Tanggal,
    Teks,
)
from sakip.kaya.takaran import TerlaluRumit, pohon_teks
from sakip.markah import berupa_html

NOL = Decimal(0)


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
        teks, ada = self.bersih.get("teks") or "", self.ada.get(self.kunci_kini)
        if "teks" in self.bersih and ada is not None and berupa_html(ada.teks) and ada.teks != teks:
            self._peringatkan(self.baris_kini, "teks", "naskah ini hanya disunting di halaman Naskah, isinya dilewati")
            teks = self.bersih["teks"] = ada.teks
        if (ada is None or ada.teks != teks) and (sebab := salah_rujukan(teks, self._jenis_objek)):
            self.salah["teks"] = sebab
        if ada is None or ada.teks != teks:
            try:
                pohon_teks(teks)
            except TerlaluRumit as galat:
                self.salah["teks"] = str(galat)

    def _jenis_objek(self, kode: str) -> str:
        """What kind of object a kode is of; empty where there is none."""
        if kode in self.konteks.indikator:
            return "indikator"
        simpul = self.konteks.simpul.get(kode)
        return "" if simpul is None else simpul.jenis or "program"
