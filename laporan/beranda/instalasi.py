"""The administrator's home: who is here, what is missing before people can work, and jobs that did not end well."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from capaian.models import Jadwal
from renstra.models import Renstra
from sakip import akses
from sakip.halaman import tampilkan
from sakip.models import Pemda, Pengguna, PerangkatDaerah
from sakip.pertama.milik_sendiri import WAJIB

from . import pekerjaan
from .server import keadaan_server

Peran = Pengguna.Peran


@dataclass(frozen=True)
class KeadaanInstansi:
    """One agency: how many people of each role it has, and what keeps them from working."""

    instansi: PerangkatDaerah
    pengguna: int
    kurang: tuple[str, ...]


@akses.membaca
def instalasi(request: akses.PermintaanMasuk) -> HttpResponse:
    """What an administrator looks at first; the numbers of the agencies are read elsewhere."""
    akses.periksa_umum(request.user, akses.KELOLA)
    keadaan, sepemda = keadaan_instansi(), pemda_tanpa_pengawas()
    konteks = {
        "keadaan": keadaan,
        "siap": sum(not k.kurang for k in keadaan),
        "tanpa_pengawas": sepemda,
        "pekerjaan": pekerjaan.semua(),
        "server": keadaan_server(),
        "pengguna": pengguna_per_peran(),
        "alamat_pengguna": reverse("admin:sakip_pengguna_changelist"),
    }
    return tampilkan(request, "laporan/instalasi.html", "Instalasi: yang perlu diatur", konteks)


def keadaan_instansi() -> list[KeadaanInstansi]:
    """Every agency, those that lack something first; four queries."""
    orang: dict[int, Counter[str]] = defaultdict(Counter)
    aktif = Pengguna.objects.filter(is_active=True, perangkat_daerah__isnull=False).order_by()
    for pk, peran, n in aktif.values_list("perangkat_daerah", "peran").annotate(n=Count("pk")):
        orang[pk][peran] = n
    berencana = set(Renstra.objects.order_by().values_list("perangkat_daerah", flat=True).distinct())
    mendatang = Jadwal.objects.filter(tutup__gt=timezone.now(), untuk=Jadwal.Untuk.REALISASI)
    berjadwal = set(mendatang.order_by().values_list("perangkat_daerah", flat=True).distinct())
    hasil = []
    for i in PerangkatDaerah.objects.select_related("pemda"):
        kurang = [f"pengguna {p.label}" for p in WAJIB if not orang[i.pk][p]]
        kurang += [] if i.pk in berencana else ["Renstra"]
        kurang += [] if i.pk in berjadwal else ["jadwal pengisian"]
        hasil.append(KeadaanInstansi(i, sum(orang[i.pk].values()), tuple(kurang)))
    return sorted(hasil, key=lambda k: not k.kurang)


def pemda_tanpa_pengawas() -> list[Pemda]:
    ada = Count("pengguna", filter=Q(pengguna__peran=Peran.INSPEKTORAT, pengguna__is_active=True))
    return list(Pemda.objects.annotate(pengawas=ada).filter(pengawas=0))


def pengguna_per_peran() -> list[tuple[str, int]]:
    jumlah = Counter(Pengguna.objects.filter(is_active=True).values_list("peran", flat=True))
    return [(p.label, jumlah[p.value]) for p in Peran]
