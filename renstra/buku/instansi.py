"""The sheet of the agency itself: its settings, one row per key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.text import slugify

from renstra.models import Renstra
from sakip.buku.asal import KOLOM_ASAL, Pencatat, baku
from sakip.buku.berkas import LembarMentah, baku_judul, seperti_terlihat, tanpa_judul
from sakip.buku.kolom import Angka, Bulat, Kolom, Pilihan, Teks
from sakip.models import Pemda, PerangkatDaerah

from .dasar import LembarResource
from .tiga_arah import Ubahan, banding_instansi

PANJANG_KODE = 60


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
    telepon = Kolom("telepon", Teks(60), "Pada kop surat, seperti surel dan laman.")
    surel = Kolom("surel", Teks(200))
    laman = Kolom("laman", Teks(200))
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
        self.catatan: dict[str, Any] = {}
        self.kunci_bentrok: set[str] = set()
        self.kunci_kosong: set[str] = set()
        self.kunci_beralas: set[str] = set()
        kepala: list[str] = []
        nilai: list[Any] = []
        if not mentah.baris_judul:
            self.catat("galat", None, "kunci", "", tanpa_judul(["kunci", "nilai"]))
            return None
        if not {"kunci", "nilai"} <= set(mentah.kepala):
            self.catat("galat", None, "kunci", "", "lembar ini harus mempunyai kolom kunci dan nilai")
            return None
        letak = mentah.kepala.index("kunci"), mentah.kepala.index("nilai")
        persen: set[tuple[int, int]] = set()
        for nomor, baris in mentah.baris:
            kunci = baku_judul(seperti_terlihat(baris[letak[0]]))
            if not kunci:
                self.catat("peringatan", nomor, "kunci", "", "baris tanpa kunci, isinya dilewati")
                continue
            if kunci in self.baris_kunci:
                self.catat("galat", nomor, "kunci", kunci, f"kunci ini sudah ada di baris {self.baris_kunci[kunci]}")
                continue
            self.baris_kunci[kunci] = nomor
            self.catatan[kunci] = baris[mentah.kepala.index(KOLOM_ASAL)] if KOLOM_ASAL in mentah.kepala else None
            if (nomor, letak[1]) in mentah.persen:
                persen.add((0, len(kepala)))
            kepala.append(kunci)
            nilai.append(baris[letak[1]])
        return super().impor(LembarMentah(mentah.nama, kepala, [(0, nilai)], persen, baris_judul=mentah.baris_judul))

    def _banding(self, mentah: LembarMentah, baris: list[Any], kepala: list[str]) -> list[Any]:
        """Each key is compared by itself, once the agency is known."""
        return baris

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
        milik = PerangkatDaerah.objects.filter(kode=self.bersih["kode"])
        objek = self.konteks.tahan(milik).select_related("pemda").first()
        self.konteks.instansi = objek or PerangkatDaerah(kode=self.bersih["kode"])
        self.konteks.instansi_baru = objek is None
        if objek:
            self.jumlah_awal = 1
            self.konteks.renstra = self.konteks.tahan(objek.renstra.order_by("-urutan")).first()
            self._lengkapi(objek)
            banding_instansi(self, objek, row)
        self.asal = self._tersimpan(objek) if objek else None
        self.asal_urutan = None
        return self.konteks.instansi, objek is None

    def _lengkapi(self, instansi: PerangkatDaerah) -> None:
        """Give the agency what this sheet shows of its pemda and its Renstra."""
        milik_renstra = {nama: getattr(self.konteks.renstra, nama, None) for nama in self.di_renstra}
        vars(instansi).update(milik_renstra, nama_pemda=instansi.pemda.nama)

    def _terdaftar_sebagai_ubahan(self, kolom: Kolom) -> bool:
        return kolom.column_name not in self.kunci_bentrok | self.kunci_kosong

    def _ubahan(self, kolom: Kolom, lama: str, baru: str) -> Ubahan:
        nama = kolom.column_name
        return Ubahan(self.nama, self.baris_kunci[nama], nama, "nilai", lama, baru, beralas=nama in self.kunci_beralas)

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
        yield ["kunci", "nilai", KOLOM_ASAL]
        if instansi is None:
            return
        self._lengkapi(instansi)
        pencatat = Pencatat(instansi, self.nama, ["nilai"])
        for k in self.kolom:
            nilai = k.widget.render(k.get_value(instansi), instansi)
            yield [k.column_name, nilai, pencatat.catat((k.column_name,), {"nilai": baku(nilai)})]
