"""The sheets of the plan: Bidang, Renstra, Indikator, Target."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from renstra.models import INDUK_SAH, Dukungan, Indikator, Simpul, Target
from sakip.angka import tulis
from sakip.buku.berkas import sebagai_teks
from sakip.buku.kolom import (
    Angka,
    Bulat,
    Catat,
    Kode,
    Kolom,
    Pilihan,
    Rujukan,
    Sel,
    Teks,
    YaTidak,
)
from sakip.models import Bidang

from .dasar import LembarResource

NOL = Decimal(0)
PANJANG_URAIAN = 60
PANJANG_KODE = 60


def tahun(**opsi: Any) -> Kolom:
    """The year column of a sheet, part of its key."""
    return Kolom("tahun", Bulat(2000, 2100), "Tahun anggaran.", wajib=True, kunci=True, **opsi)


def triwulan() -> Kolom:
    return Kolom("triwulan", Bulat(1, 4), "1 sampai 4; kosong = setahun.", kunci=True)


def rujuk_indikator() -> Kolom:
    return Kolom("indikator", Rujukan("indikator", "Indikator"), "Kode di lembar Indikator.", wajib=True, kunci=True)


class BidangResource(LembarResource):
    nama = "Bidang"
    peta_sendiri = "bidang"
    rujukan_sendiri = ("induk",)
    milik = "perangkat_daerah"

    kode = Kolom("kode", Kode(), "Kode bidang.", wajib=True, kunci=True)
    induk = Kolom("induk", Rujukan("bidang", "Bidang"), "Kode bidang di atasnya.")
    nama_ = Kolom("nama", Teks(300, 50), attr="nama", wajib=True)
    kepala_nama = Kolom("kepala_nama", Teks(200, 30))
    kepala_nip = Kolom("kepala_nip", Teks(60))

    class Meta:
        model = Bidang
        use_bulk = False


class Daftar(Sel):
    """A `;` list of kode."""

    harapan = "daftar kode dipisahkan titik koma"

    def kosong(self) -> list[str]:
        return []

    def urai(self, nilai: Any, catat: Catat) -> list[str]:
        return list(dict.fromkeys(bagian.strip() for bagian in sebagai_teks(nilai).split(";") if bagian.strip()))

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        return ";".join(value) or None


class RenstraResource(LembarResource):
    nama = "Renstra"
    peta_sendiri = "simpul"
    rujukan_sendiri = ("induk",)
    milik = "renstra"

    kode = Kolom("kode", Kode(), "Kode simpul, unik di buku kerja.", wajib=True, kunci=True)
    induk = Kolom("induk", Rujukan("simpul", "Renstra"), "Kode induk; kosong di puncak.")
    jenis = Kolom("jenis", Pilihan(list(INDUK_SAH)), "misi → tujuan → sasaran → program → kegiatan.", wajib=True)
    kode_nomenklatur = Kolom("kode_nomenklatur", Teks(40, 22), "Kode resmi, misalnya 5.03.02.2.01.0002.")
    uraian = Kolom("uraian", Teks(lebar=PANJANG_URAIAN), wajib=True)
    sasaran = Kolom("sasaran", Teks(lebar=30), "Sasaran program, kegiatan, atau sub kegiatan.")
    penjelasan = Kolom("penjelasan", Teks())
    mendukung = Kolom(
        "mendukung",
        Daftar(),
        "Kode sasaran dan/atau IKU, dipisahkan ;. Kosong = seperti induknya.",
        attr="daftar_dukungan",
    )
    penanggung_jawab = Kolom("penanggung_jawab", Teks(300, 24), "Kode bidang atau nama.")
    tahun_mulai = Kolom("tahun_mulai", Bulat(2000, 2100), "Kosong = sejak awal Renstra.")
    tahun_selesai = Kolom("tahun_selesai", Bulat(2000, 2100), "Kosong = sampai akhir Renstra.")

    class Meta:
        model = Simpul
        use_bulk = False

    def _yang_ada(self) -> list[Simpul]:
        simpul = list(self.konteks.simpul.values())
        muat_dukungan(simpul)
        return simpul

    def periksa_baris(self) -> None:
        jenis, induk = self.bersih.get("jenis"), self.bersih.get("induk")
        if self.bersih.get("daftar_dukungan") and jenis not in (None, "program", "kegiatan", "sub_kegiatan"):
            self.salah["mendukung"] = "kosong; hanya program, kegiatan, dan sub kegiatan yang mendukung"
        if jenis and "induk" in self.bersih and "induk" not in self.salah:
            sah = INDUK_SAH[jenis]
            ada = induk.jenis if induk else ""
            if ada not in sah and (ada or not induk):
                self.salah["induk"] = f"induk {jenis} harus {' atau '.join(s or 'kosong' for s in sah)}"
        awal, akhir = self.bersih.get("tahun_mulai"), self.bersih.get("tahun_selesai")
        if awal and akhir and awal > akhir:
            self.salah["tahun_selesai"] = f"tahun tidak sebelum tahun_mulai ({awal})"

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[Any, bool]:
        objek, baru = super().get_or_init_instance(instance_loader, row)
        objek.dukungan_lama = getattr(objek, "daftar_dukungan", [])
        return objek, baru

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.bidang = self.konteks.bidang.get(instance.penanggung_jawab)

    def simpan_dukungan(self) -> None:
        """After Indikator is known: check what each row serves, and store what changed."""
        baru: list[Dukungan] = []
        berubah: list[int] = []
        for simpul in self.konteks.simpul.values():
            daftar = getattr(simpul, "daftar_dukungan", None)
            if daftar is None or daftar == getattr(simpul, "dukungan_lama", daftar):
                continue
            for urutan, kode in enumerate(daftar):
                sasaran, indikator = self.konteks.simpul.get(kode), self.konteks.indikator.get(kode)
                if indikator is None and (sasaran is None or sasaran.jenis != "sasaran"):
                    pesan = "kode sasaran di lembar Renstra atau kode di lembar Indikator"
                    self.catat("galat", getattr(simpul, "baris_buku", None), "mendukung", kode, pesan)
                    continue
                pilihan = {"indikator": indikator} if indikator else {"sasaran": sasaran}
                baru.append(Dukungan(simpul=simpul, urutan=urutan, **pilihan))
            berubah.append(simpul.pk)
        if not self.konteks.gagal:
            Dukungan.objects.filter(simpul_id__in=berubah).delete()
            Dukungan.objects.bulk_create(baru, batch_size=1000)

    def _diekspor(self) -> list[Simpul]:
        simpul = list(self.get_queryset().select_related("induk"))
        muat_dukungan(simpul)
        return simpul


def muat_dukungan(simpul: list[Simpul]) -> None:
    """Sets `daftar_dukungan` (kode, in order) on each node: one query."""
    daftar: dict[int, list[str]] = defaultdict(list)
    baris = Dukungan.objects.filter(simpul__in=[s.pk for s in simpul]).order_by("urutan", "pk")
    for simpul_id, sasaran, indikator in baris.values_list("simpul_id", "sasaran__kode", "indikator__kode"):
        daftar[simpul_id].append(sasaran or indikator)
    for s in simpul:
        vars(s)["daftar_dukungan"] = daftar[s.pk]


class IndikatorResource(LembarResource):
    nama = "Indikator"
    peta_sendiri = "indikator"
    rujukan_sendiri = ("mengacu", "mendukung")
    milik = "renstra"

    kode = Kolom("kode", Kode(), "Kode indikator, unik di buku kerja.", wajib=True, kunci=True)
    induk = Kolom("induk", Rujukan("simpul", "Renstra"), "Simpul yang diukur.", attr="simpul", wajib=True)
    nama_ = Kolom("nama", Teks(lebar=PANJANG_URAIAN), attr="nama", wajib=True)
    satuan = Kolom("satuan", Teks(60), "Persen, Indeks, Poin, dokumen, orang, ...")
    iku = Kolom("iku", YaTidak(), "ya untuk Indikator Kinerja Utama.")
    arah = Kolom("arah", Pilihan(["naik", "turun", "rentang"], "naik"), "Kosong = naik.")
    agregasi = Kolom("agregasi", Pilihan(["akhir", "jumlah", "rata", "maks"], "akhir"), "Kosong = akhir.")
    jenis_nilai = Kolom("jenis_nilai", Pilihan(["angka", "rasio", "komponen", "predikat"], "angka"), "Kosong = angka.")
    pengali = Kolom("pengali", Angka(), "Untuk rasio; kosong = 100.")
    skala = Kolom("skala", Teks(100), "Skala nilainya sendiri, misalnya ip-asn.")
    mengacu = Kolom("mengacu", Rujukan("indikator", "Indikator"), "Indikator yang angkanya ditampilkan lagi.")
    mendukung = Kolom("mendukung", Rujukan("indikator", "Indikator"), "Indikator setingkat di atasnya.")
    formulasi = Kolom("formulasi", Teks(lebar=40))
    definisi = Kolom("definisi", Teks(lebar=40))
    alasan = Kolom("alasan", Teks(lebar=40))
    sumber_data = Kolom("sumber_data", Teks())
    penanggung_jawab = Kolom("penanggung_jawab", Teks(300))
    bobot = Kolom("bobot", Angka(NOL), "Bobot dalam rata-rata; kosong = 1.")
    wajar_bawah = Kolom("wajar_bawah", Angka(), "Realisasi di bawahnya ditanyakan alasannya.")
    wajar_atas = Kolom("wajar_atas", Angka(), "Realisasi di atasnya ditanyakan alasannya.")
    batas_berarti = Kolom(
        "batas_berarti", Angka(NOL), "Perubahan dari tahun lalu yang berarti, dalam satuannya; kosong = 5 %."
    )

    class Meta:
        model = Indikator
        use_bulk = False

    def periksa_baris(self) -> None:
        if self.bersih.get("pengali") == 0:
            self.salah["pengali"] = "angka bukan nol"
        bawah, atas = self.bersih.get("wajar_bawah"), self.bersih.get("wajar_atas")
        if bawah is not None and atas is not None and bawah > atas:
            self.salah["wajar_atas"] = "angka tidak di bawah wajar_bawah"


class TargetResource(LembarResource):
    nama = "Target"

    indikator = rujuk_indikator()
    tahun = tahun()
    triwulan = triwulan()
    versi = Kolom(
        "versi",
        Pilihan(["renstra", "pk", "pk_perubahan", "nasional"], "renstra"),
        "Kosong = renstra.",
        kunci=True,
    )
    nilai = Kolom("nilai", Angka())
    nilai_atas = Kolom("nilai_atas", Angka(), "Batas atas, hanya untuk arah rentang.")
    teks = Kolom("teks", Teks(lebar=24), "Yang dicetak bila angkanya membawa predikat: BB (70).")

    class Meta:
        model = Target

    def periksa_baris(self) -> None:
        bawah, atas = self.bersih.get("nilai"), self.bersih.get("nilai_atas")
        if bawah is not None and atas is not None and bawah > atas:
            self.salah["nilai_atas"] = "angka tidak di bawah nilai"

    def periksa_perubahan(self, instance: Target) -> None:
        """An upper bound says something for `rentang` only, and there is no range without it."""
        indikator, atas = instance.indikator, instance.nilai_atas
        if atas is not None and indikator.arah != "rentang":
            pesan = f"batas atas hanya dipakai bila arah indikatornya rentang; arah {indikator.kode}: {indikator.arah}"
            self.catat("peringatan", self.baris_kini, "nilai_atas", tulis(atas), pesan)
        elif atas is None and instance.nilai is not None and indikator.arah == "rentang":
            pesan = f"arah {indikator.kode} rentang; isi batas atasnya, tanpa itu capaiannya tidak dapat dihitung"
            self.catat("peringatan", self.baris_kini, "nilai_atas", "", pesan)
