"""The sheet of the agency's own predikat scales."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import Any

from renstra.models import Skala
from sakip.buku.kolom import Angka, Bulat, Kolom, Teks, YaTidak

from .dasar import LembarResource


class SkalaResource(LembarResource):
    nama = "Skala"
    milik = "perangkat_daerah"

    nama_ = Kolom("nama", Teks(100, 28), "Nama skala.", attr="nama", wajib=True, kunci=True)
    urutan = Kolom("urutan", Bulat(1, 1000), "1 = pita teratas.", wajib=True, kunci=True)
    batas_bawah = Kolom("batas_bawah", Angka(), "Kosong hanya pada pita terendah: semua di bawahnya.")
    eksklusif = Kolom("eksklusif", YaTidak(), "ya = nilai harus melebihi batas bawah.")
    batas_atas = Kolom("batas_atas", Angka(), "Dicetak saja.")
    predikat = Kolom("predikat", Teks(100), wajib=True)
    kategori = Kolom("kategori", Teks(100))
    warna = Kolom("warna", Teks(40))

    class Meta:
        model = Skala

    def impor(self, mentah: Any) -> Any:
        hasil = super().impor(mentah)
        if self.baru or self.berubah:
            self._periksa_turun()
        return hasil

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        """Bands that are new join those stored, so that each scale can be judged whole."""
        super().after_init_instance(instance, new, row, **kwargs)
        self.ada.setdefault(self.kunci_kini, instance)

    def _periksa_turun(self) -> None:
        """From the top, each band of a scale begins below the one before; only the lowest may have no bound."""
        per_skala: dict[str, list[Skala]] = defaultdict(list)
        for pita in self.ada.values():
            if pita.nama and pita.urutan is not None:
                per_skala[pita.nama].append(pita)
        for nama, pita in per_skala.items():
            pita.sort(key=lambda p: p.urutan)
            for atas, bawah in zip(pita, pita[1:], strict=False):
                self._periksa_sepasang(nama, atas, bawah)

    def _periksa_sepasang(self, nama: str, atas: Skala, bawah: Skala) -> None:
        baris = getattr(bawah, "baris_buku", None) or getattr(atas, "baris_buku", None)
        if baris is None:
            return
        if atas.batas_bawah is None:
            pesan = f"batas bawah pita {atas.urutan} skala “{nama}” harus diisi; hanya pita terendah yang boleh kosong"
            self.catat("galat", getattr(atas, "baris_buku", baris), "batas_bawah", "", pesan)
        elif bawah.batas_bawah is not None and _mulai(bawah) >= _mulai(atas):
            pesan = (
                f"batas bawah di bawah pita {atas.urutan} (baris {getattr(atas, 'baris_buku', None) or '-'}, "
                f"{_teks(atas.batas_bawah)}); pita skala “{nama}” berurutan dari yang teratas"
            )
            self.catat("galat", baris, "batas_bawah", _teks(bawah.batas_bawah), pesan)


def _mulai(pita: Skala) -> tuple[Decimal, bool]:
    """Where a band begins; one that must be exceeded begins above one that is reached."""
    return Decimal(pita.batas_bawah or 0), pita.eksklusif


def _teks(nilai: Decimal | int) -> str:
    return format(Decimal(nilai), "f").replace(".", ",")
