"""The workbook's sheet of the pagu, and what sheets of money share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from anggaran.models import Anggaran
from renstra.buku.dasar import LembarResource
from renstra.buku.rencana import tahun
from sakip.buku.kolom import Kolom, Pilihan, Rujukan, Rupiah, Teks

NOL = Decimal(0)


class UangResource(LembarResource):
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


class AnggaranResource(UangResource):
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
