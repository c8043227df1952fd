"""Sheets whose odd values a reason (`alasan_wajar`) confirms: a value that changes needs its reason anew."""

from __future__ import annotations

from typing import Any

from django.db.models import F, Q

from capaian.models import Realisasi
from renstra.buku.dasar import LembarResource
from renstra.buku.tiga_arah import Ubahan, sebutan
from sakip.buku.berkas import LembarMentah

WAJAR = "alasan_wajar"
Tempat = tuple[Any, ...]


class PengubahNilai(LembarResource):
    """Takes old reasons away from what got another value."""

    kolom_nilai: tuple[str, ...] = ("nilai",)

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.nilai_baru: dict[Tempat, bool] = {}
        """What got another value; whether it does so whatever is answered."""
        self.alasan_baru: set[int] = set()
        """Rows (by identity) to which the file gives another reason."""

    def tempat(self, objek: Any) -> Tempat:
        """What a reason speaks of."""
        raise NotImplementedError

    def beralasan(self) -> list[Any]:
        """Stored rows with a reason, without those that the file gives another one."""
        return [o for o in self.ada.values() if o.alasan_wajar and id(o) not in self.alasan_baru]

    def impor(self, mentah: LembarMentah) -> Any:
        hasil = super().impor(mentah)
        usang = [o for o in self.beralasan() if self.tempat(o) in self.nilai_baru] if self.nilai_baru else []
        self.konteks.ubahan += [self._lepas(o) for o in usang if self.nilai_baru[self.tempat(o)]]
        if usang and not self.konteks.gagal:
            milik = type(usang[0])._default_manager.filter(pk__in=[o.pk for o in usang])
            milik.update(**{WAJAR: "", "ubahan_ke": F("ubahan_ke") + 1})
        return hasil

    def _lepas(self, objek: Any) -> Ubahan:
        kunci = self._kunci_objek(objek) if isinstance(objek, self._meta.model) else self._sebut(objek)
        return Ubahan(self.nama, getattr(objek, "baris_buku", 0), sebutan(kunci), WAJAR, objek.alasan_wajar, "")

    def _sebut(self, objek: Any) -> tuple[str, ...]:
        return tuple(str(bagian) for bagian in self.tempat(objek))

    def periksa_perubahan(self, instance: Any) -> None:
        kosong = {k.attribute for k in self.kolom if k.column_name in self.kosong_kini}
        asal = self.asal
        beda = {a for a in self.kolom_nilai if asal is not None and asal.get(a) != getattr(instance, a) and a in asal}
        if asal is None or beda:
            pasti = not self.putusan_kini.bentrok and (asal is None or bool(beda - kosong))
            tempat = self.tempat(instance)
            self.nilai_baru[tempat] = pasti or self.nilai_baru.get(tempat, False)
        if self.bersih.get(WAJAR) and (asal is None or asal[WAJAR] != self.bersih[WAJAR]):
            self.alasan_baru.add(id(instance))


class PengubahBagian(PengubahNilai):
    """The parts of an index: the reason stands on the year's row of its indicator."""

    def tempat(self, objek: Any) -> Tempat:
        return objek.indikator_id, objek.tahun

    def beralasan(self) -> list[Any]:
        setahun = Q(triwulan=None, indikator__in={i for i, _ in self.nilai_baru}) & ~Q(alasan_wajar="")
        semua = Realisasi.objects.filter(setahun).select_related("indikator").order_by("pk")
        return [r for r in semua if (r.indikator_id, r.tahun) not in self.konteks.beralasan]

    def _sebut(self, objek: Any) -> tuple[str, ...]:
        return objek.indikator.kode, str(objek.tahun)
