"""Who hears what of a version: handed in, taken back, noted, answered, due."""

from __future__ import annotations

import datetime
from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from laporan.dasbor.tenggat import batas_lkjip
from laporan.models import CatatanMeja, Penyampaian
from sakip.kabar import kabari
from sakip.models import Pemberitahuan, Pengguna, PerangkatDaerah

Jenis, Peran = Pemberitahuan.Jenis, Pengguna.Peran
HARI_PENGINGAT = (14, 7, 1)


def _pengawas(instansi: PerangkatDaerah) -> list[Pengguna]:
    return list(Pengguna.objects.filter(pemda=instansi.pemda_id, peran=Peran.INSPEKTORAT, is_active=True))


def _penanggung(instansi: PerangkatDaerah) -> list[Pengguna]:
    """Who answers for the report: Perencanaan and the head."""
    peran = (Peran.PERENCANAAN, Peran.KEPALA)
    return list(Pengguna.objects.filter(perangkat_daerah=instansi, peran__in=peran, is_active=True))


def _tautan(p: Penyampaian) -> str:
    return reverse("penyampaian", kwargs=alamat(p))


def alamat(p: Penyampaian) -> dict[str, object]:
    return {"kode": p.perangkat_daerah.kode, "tahun": p.tahun, "triwulan": None, "versi": p.versi}


def disampaikan(p: Penyampaian) -> int:
    judul = f"{p.perangkat_daerah} menyampaikan {p}"
    return kabari(_pengawas(p.perangkat_daerah), Jenis.DISAMPAIKAN, f"disampaikan:{p.pk}", judul, tautan=_tautan(p))


def ditarik(p: Penyampaian) -> int:
    judul, kunci = f"{p.perangkat_daerah} menarik kembali {p}", f"ditarik:{p.pk}"
    return kabari(_pengawas(p.perangkat_daerah), Jenis.DITARIK, kunci, judul, p.alasan_tarik, _tautan(p))


def dicatat(c: CatatanMeja) -> int:
    p = c.penyampaian
    judul = f"Catatan Inspektorat pada {p}: {c.tempat}"
    return kabari(_penanggung(p.perangkat_daerah), Jenis.CATATAN, f"catatan:{c.pk}", judul, c.teks, _tautan(p))


def dijawab(c: CatatanMeja) -> int:
    p = c.penyampaian
    judul = f"{p.perangkat_daerah} menjawab catatan pada {p}: {c.tempat}"
    return kabari([c.oleh], Jenis.DIJAWAB, f"dijawab:{c.pk}:{len(c.jawaban)}", judul, c.jawaban, _tautan(p))


def ingatkan(hari: datetime.date | None = None) -> int:
    """Tell those whose LKjIP is due in 14, 7 or 1 days and not handed in; may run twice a day."""
    hari = hari or timezone.localdate()
    tahun = hari.year - 1
    sisa = (batas_lkjip(tahun) - hari).days
    if sisa not in HARI_PENGINGAT:
        return 0
    sudah = Penyampaian.objects.filter(tahun=tahun, ditarik_pada=None).values("perangkat_daerah")
    orang: dict[int, list[Pengguna]] = defaultdict(list)
    peran = (Peran.PERENCANAAN, Peran.KEPALA)
    staf = Pengguna.objects.filter(peran__in=peran, is_active=True).exclude(perangkat_daerah__in=sudah)
    for p in staf.filter(perangkat_daerah__isnull=False):
        orang[p.perangkat_daerah_id or 0].append(p)
    jumlah = 0
    for instansi in PerangkatDaerah.objects.filter(pk__in=orang):
        judul = f"LKjIP {tahun} jatuh tempo {sisa} hari lagi dan belum disampaikan"
        tujuan = reverse("lkjip", kwargs={"kode": instansi.kode, "tahun": tahun, "triwulan": None})
        jumlah += kabari(orang[instansi.pk], Jenis.JATUH_TEMPO, f"lkjip:{tahun}:{sisa}", judul, tautan=tujuan)
    return jumlah
