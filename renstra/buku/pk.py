"""The sheet of the Perjanjian Kinerja."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from renstra.models import PerjanjianKinerja
from sakip.buku.kolom import Bulat, Kolom, Pilihan, Tanggal, Teks

from .dasar import LembarResource
from .rencana import tahun


class PerjanjianKinerjaResource(LembarResource):
    nama = "PerjanjianKinerja"
    milik = "perangkat_daerah"

    tahun = tahun()
    versi = Kolom("versi", Pilihan(["pk", "pk_perubahan"], "pk"), "Kosong = pk.", kunci=True)
    nomor = Kolom("nomor", Teks(100))
    tanggal = Kolom("tanggal", Tanggal())
    berlaku_triwulan = Kolom("berlaku_triwulan", Bulat(1, 4))
    tempat = Kolom("tempat", Teks(100))
    pihak_pertama_nama = Kolom("pihak_pertama_nama", Teks(200))
    pihak_pertama_nip = Kolom("pihak_pertama_nip", Teks(60))
    pihak_pertama_jabatan = Kolom("pihak_pertama_jabatan", Teks(200))
    pihak_pertama_status = Kolom("pihak_pertama_status", Pilihan(["definitif", "Pj", "Plt", "Plh"]))
    pihak_kedua_nama = Kolom("pihak_kedua_nama", Teks(200))
    pihak_kedua_jabatan = Kolom("pihak_kedua_jabatan", Teks(200))

    class Meta:
        model = PerjanjianKinerja

    def get_queryset(self) -> QuerySet[Any]:
        """Of the head of the agency, and of several revisions the last: the workbook knows one of each."""
        terakhir = (
            PerjanjianKinerja.objects.filter(
                perangkat_daerah=OuterRef("perangkat_daerah"), tahun=OuterRef("tahun"), versi=OuterRef("versi")
            )
            .filter(bidang__isnull=True)
            .order_by("-urutan")
        )
        return super().get_queryset().filter(pk=Subquery(terakhir.values("pk")[:1]))
