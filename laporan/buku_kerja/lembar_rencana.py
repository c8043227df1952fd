"""The sheets of the plan: Instansi, Bidang, Renstra, Indikator, Target, PerjanjianKinerja, Skala."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.utils.text import slugify

from renstra.models import INDUK_SAH, Dukungan, Indikator, Renstra, Simpul, Skala, Target
from sakip.models import Bidang, Pemda, PerangkatDaerah

from .berkas import LembarMentah, sebagai_teks, seperti_terlihat
from .dasar import LembarResource
from .kolom import Angka, Bulat, Catat, Kode, Kolom, Pilihan, Rujukan, Sel, Teks, YaTidak

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


class InstansiResource(LembarResource):
    """The agency itself: one row per key. `periode_*` and `visi` are kept on its Renstra."""

    nama = "Instansi"
    pesan_tak_ada = "kunci ini harus ada di lembar Instansi"
    milik = "perangkat_daerah"
    di_renstra = ("periode_awal", "periode_akhir", "visi")

    pemda = Kolom("pemda", Teks(200, 40), "Nama pemerintah daerah.", attr="nama_pemda", wajib=True)
    kode = Kolom("kode", Teks(60), "Kode instansi; kosong = dibuat dari pemda dan singkatan.")
    nama_ = Kolom("nama", Teks(300), "Nama perangkat daerah.", attr="nama", wajib=True)
    singkatan = Kolom("singkatan", Teks(60))
    jenis = Kolom("jenis", Teks(60), "badan, dinas, ...")
    tempat = Kolom("tempat", Teks(100), "Tempat penandatanganan.")
    alamat = Kolom("alamat", Teks())
    periode_awal = Kolom("periode_awal", Bulat(2000, 2100), "Tahun pertama Renstra.")
    periode_akhir = Kolom("periode_akhir", Bulat(2000, 2100), "Tahun terakhir Renstra.")
    visi = Kolom("visi", Teks())
    kepala_nama = Kolom("kepala_nama", Teks(200))
    kepala_nip = Kolom("kepala_nip", Teks(60))
    kepala_pangkat = Kolom("kepala_pangkat", Teks(100))
    kepala_jabatan = Kolom("kepala_jabatan", Teks(200))
    kepala_status = Kolom("kepala_status", Pilihan(["definitif", "Pj", "Plt", "Plh"]))
    pemberi_amanah_nama = Kolom("pemberi_amanah_nama", Teks(200))
    pemberi_amanah_jabatan = Kolom("pemberi_amanah_jabatan", Teks(200))
    skala = Kolom("skala", Teks(100), "Nama skala predikat capaian; kosong = permendagri-86-2017.")
    metode_efisiensi = Kolom("metode_efisiensi", Pilihan(["rasio", "selisih", "pmk"]), "Kosong = rasio.")
    rumus_turun = Kolom("rumus_turun", Pilihan(["selisih", "rasio"]), "Kosong = selisih.")
    batas_capaian = Kolom("batas_capaian", Angka(), "Kosong, atau misalnya 100: capaian di atasnya dihitung segitu.")
    pembulatan = Kolom("pembulatan", Pilihan(["bulat", "potong"]), "Kosong = bulat.")

    class Meta:
        model = PerangkatDaerah
        use_bulk = False

    def impor(self, mentah: LembarMentah) -> Any:
        self.baris_kunci: dict[str, int] = {}
        kepala: list[str] = []
        nilai: list[Any] = []
        if not {"kunci", "nilai"} <= set(mentah.kepala):
            self.catat("galat", None, "kunci", "", "lembar ini harus mempunyai kolom kunci dan nilai")
            return None
        letak = mentah.kepala.index("kunci"), mentah.kepala.index("nilai")
        persen: set[tuple[int, int]] = set()
        for nomor, baris in mentah.baris:
            kunci = seperti_terlihat(baris[letak[0]]).strip()
            if not kunci:
                self.catat("peringatan", nomor, "kunci", "", "baris tanpa kunci, isinya dilewati")
                continue
            if kunci in self.baris_kunci:
                self.catat("galat", nomor, "kunci", kunci, f"kunci ini sudah ada di baris {self.baris_kunci[kunci]}")
                continue
            self.baris_kunci[kunci] = nomor
            if (nomor, letak[1]) in mentah.persen:
                persen.add((0, len(kepala)))
            kepala.append(kunci)
            nilai.append(baris[letak[1]])
        return super().impor(LembarMentah(mentah.nama, kepala, [(0, nilai)], persen))

    def catat(self, tingkat: str, baris: int | None, kolom: str, ditemukan: str, pesan: str) -> None:
        nomor = self.baris_kunci.get(kolom)
        super().catat(
            tingkat,
            nomor or baris or None,
            "nilai" if nomor else kolom,
            ditemukan,
            f"{kolom}: {pesan}" if nomor else pesan,
        )

    def _periksa_ganda(self) -> None:
        """One row only."""

    def periksa_baris(self) -> None:
        self._periksa_kode()
        awal, akhir = self.bersih.get("periode_awal"), self.bersih.get("periode_akhir")
        if awal and akhir and awal > akhir:
            self.salah["periode_akhir"] = f"tahun tidak sebelum periode_awal ({awal})"
        if (batas := self.bersih.get("batas_capaian")) is not None and batas <= 0:
            self.salah["batas_capaian"] = "angka di atas nol, atau kosong"

    def _periksa_kode(self) -> None:
        """Which agency this is: its kode, else made from pemda and singkatan (or nama)."""
        pemda, nama = self.bersih.get("nama_pemda", ""), self.bersih.get("singkatan") or self.bersih.get("nama", "")
        izin = self.konteks.instansi
        dinyatakan = slugify(self.bersih.get("kode") or "")
        kode = dinyatakan or slugify(f"{pemda} {nama}")
        if izin and kode == slugify(f"{izin.pemda.nama} {izin.singkatan or izin.nama}"):
            kode = izin.kode
        self.bersih["kode"] = kode
        if "kode" in self.salah or (not dinyatakan and {"pemda", "singkatan", "nama"} & set(self.salah)):
            return
        if not kode or len(kode) > PANJANG_KODE:
            self.salah["kode"] = f"kode dari huruf dan angka, paling banyak {PANJANG_KODE} huruf"
        elif izin is not None and izin.kode != kode:
            self.salah["kode"] = f"kode {izin.kode}; buku kerja ini milik instansi lain"
        elif (ada := PerangkatDaerah.objects.select_related("pemda").filter(kode=kode).first()) is not None:
            if pemda and ada.pemda.nama.casefold() != pemda.casefold():
                self.salah["pemda"] = f"{ada.pemda.nama}, pemilik instansi berkode {kode}"
            else:
                self.bersih["nama_pemda"] = ada.pemda.nama

    def _yang_ada(self) -> list[PerangkatDaerah]:
        return []

    def get_or_init_instance(self, instance_loader: Any, row: Any) -> tuple[PerangkatDaerah, bool]:
        objek = PerangkatDaerah.objects.select_related("pemda").filter(kode=self.bersih["kode"]).first()
        self.konteks.instansi = objek or PerangkatDaerah(kode=self.bersih["kode"])
        if objek:
            self.jumlah_awal = 1
            self.konteks.renstra = objek.renstra.order_by("-urutan").first()
            self._lengkapi(objek)
        self.asal = self._tersimpan(objek) if objek else None
        self.asal_urutan = None
        return self.konteks.instansi, objek is None

    def _lengkapi(self, instansi: PerangkatDaerah) -> None:
        """Give the agency what this sheet shows of its pemda and its Renstra."""
        milik_renstra = {nama: getattr(self.konteks.renstra, nama, None) for nama in self.di_renstra}
        vars(instansi).update(milik_renstra, nama_pemda=instansi.pemda.nama)

    def skip_row(self, *args: Any, **kwargs: Any) -> bool:
        """An agency without a Renstra gets its first one even where nothing else changed."""
        lewat = super().skip_row(*args, **kwargs)
        return lewat and (self.konteks.renstra is not None or self.konteks.gagal)

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        instance.pemda = Pemda.objects.get_or_create(nama=instance.nama_pemda)[0]

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        renstra = self.konteks.renstra or Renstra(perangkat_daerah=instance)
        for nama in self.di_renstra:
            if nama in self.bersih:
                setattr(renstra, nama, self.bersih[nama])
        renstra.save()
        self.konteks.renstra = renstra

    def ekspor(self) -> Iterator[list[Any]]:
        instansi = self.konteks.instansi
        yield ["kunci", "nilai"]
        if instansi is None:
            return
        self._lengkapi(instansi)
        for k in self.kolom:
            yield [k.column_name, k.widget.render(k.get_value(instansi), instansi)]


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

    def ekspor(self) -> Iterator[list[Any]]:
        simpul = list(self.get_queryset().select_related("induk"))
        muat_dukungan(simpul)
        yield [k.column_name for k in self.kolom]
        for objek in simpul:
            yield [k.widget.render(k.get_value(objek), objek) for k in self.kolom]


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

    class Meta:
        model = Indikator
        use_bulk = False

    def periksa_baris(self) -> None:
        if self.bersih.get("pengali") == 0:
            self.salah["pengali"] = "angka bukan nol"


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


class SkalaResource(LembarResource):
    nama = "Skala"
    milik = "perangkat_daerah"

    nama_ = Kolom("nama", Teks(100, 28), "Nama skala.", attr="nama", wajib=True, kunci=True)
    urutan = Kolom("urutan", Bulat(1, 1000), "1 = pita teratas.", wajib=True, kunci=True)
    batas_bawah = Kolom("batas_bawah", Angka(), wajib=True)
    eksklusif = Kolom("eksklusif", YaTidak(), "ya = nilai harus melebihi batas bawah.")
    batas_atas = Kolom("batas_atas", Angka(), "Dicetak saja.")
    predikat = Kolom("predikat", Teks(100), wajib=True)
    kategori = Kolom("kategori", Teks(100))
    warna = Kolom("warna", Teks(40))

    class Meta:
        model = Skala
