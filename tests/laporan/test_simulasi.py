"""The invented government: the same seed, the same data; it loads, with its gaps, and computes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from capaian.alur import StatusIsian
from capaian.models import Realisasi
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.periksa.aturan import periksa
from laporan.simulasi.hasil import hasil
from laporan.simulasi.rencana import Ukuran, rencana_semua
from sakip.models import Jejak, Pemda, Pengguna, PerangkatDaerah

KECIL = {"instansi": 2, "tahun": 2, "indikator": 6}


def bangun(benih):
    """Every value of every row that would be saved, without keys."""
    ukuran = Ukuran(**KECIL, benih=benih)
    teks = []
    for ke, r in enumerate(rencana_semua(Pemda(nama="uji"), ukuran)):
        h = hasil(r, ukuran, ke)
        for baris in (*r.bidang, *r.simpul["sub_kegiatan"], *r.indikator, *r.target, *h.realisasi, *h.anggaran):
            kolom = {f.attname: getattr(baris, f.attname) for f in baris._meta.concrete_fields}
            teks.append(f"{type(baris).__name__} {kolom}")
    return "\n".join(teks).encode()


def muat(monkeypatch, **opsi):
    monkeypatch.delenv("SAKIP_DATABASE_URL", raising=False)
    keluaran = StringIO()
    call_command("muat_simulasi", stdout=keluaran, stderr=StringIO(), **KECIL | opsi)
    return keluaran.getvalue()


def test_benih_yang_sama_menghasilkan_data_yang_sama():
    assert bangun(7) == bangun(7)
    assert bangun(7) != bangun(8)


def test_pemda_rekaan_termuat_dan_terhitung(db, monkeypatch):
    assert "Kabupaten Simulasi 1 dimuat" in muat(monkeypatch)
    instansi = list(PerangkatDaerah.objects.select_related("pemda").order_by("kode"))
    assert [i.kode for i in instansi] == ["sim1-dinkes", "sim1-disdik"]
    for satu in instansi:
        ikhtisar = susun_ikhtisar(satu, 2025)
        assert len(ikhtisar.indikator) == 6
        assert ikhtisar.total.dihitung == ikhtisar.total.anggota == 2
        assert ikhtisar.total.serapan is not None
        assert len(ikhtisar.indikator[1].deret) >= 2
        periksa(satu, 2025)
    lalu = Realisasi.objects.filter(tahun=2024)
    assert {r.status for r in lalu} == {StatusIsian.DIVERIFIKASI}
    assert Jejak.objects.filter(tabel="capaian_realisasi").count() == Realisasi.objects.count()
    assert not any(p.has_usable_password() for p in Pengguna.objects.all())


def test_pemda_yang_sudah_ada_dan_ukuran_nol_ditolak(db, monkeypatch):
    muat(monkeypatch)
    with pytest.raises(CommandError, match="sudah ada"):
        muat(monkeypatch)
    with pytest.raises(CommandError, match="paling sedikit satu"):
        muat(monkeypatch, instansi=0, benih=2)


def test_basis_data_yang_ditunjuk_hanya_dengan_paksa(db, monkeypatch):
    monkeypatch.setenv("SAKIP_DATABASE_URL", "postgres://produksi")
    with pytest.raises(CommandError, match="--paksa"):
        call_command("muat_simulasi", **KECIL)
    assert not Pemda.objects.exists()
