"""Issue 9 item 10: a real worker finds an SIPD import again whose message was lost, or whose worker died."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from anggaran import impor as sipd
from anggaran.models import ImporSipd
from tests.anggaran.sipd_uji import ATK, REKAP5, SUB, pagu, simpan_asli, susun
from tests.pabrik import PenggunaFactory, PerangkatDaerahFactory
from tests.pekerja import pekerja, tunggu

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("susun"), pytest.mark.django_db(transaction=True)]


def mulai() -> ImporSipd:
    """Stored, but the message never arrived."""
    instansi = PerangkatDaerahFactory()
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    berkas = SimpleUploadedFile("unduhan.xlsx", simpan_asli(susun(REKAP5, [pagu(SUB, ATK, 1000)])).getvalue())
    orang = PenggunaFactory(perencanaan=True, perangkat_daerah=instansi)
    return sipd.mulai(instansi, 2026, berkas, orang, lambda _: None, untuk="pagu", tahap="murni")


@pytest.mark.parametrize("ubahan", [{"denyut": None}, {"pekerja": "mati", "percobaan": 1}], ids=["pesan", "pekerja"])
def test_9_10_impor_dilanjutkan_pekerja_yang_baru(ubahan):
    impor = mulai()
    lama = {"denyut": timezone.now() - timedelta(minutes=5)}
    ImporSipd.objects.filter(pk=impor.pk).update(**lama | ubahan)

    def selesai():
        impor.refresh_from_db()
        return impor.keadaan == "siap"

    with pekerja(proses=1):
        tunggu(selesai, 40, lambda: f"{impor.keadaan} {impor.kesalahan}")
    assert impor.percobaan == 1 + ubahan.get("percobaan", 0)
