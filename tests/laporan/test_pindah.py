"""An agency as one file, out of one installation and into another: the same figures, its files, its trail to read."""

import hashlib
import io
import json
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from capaian.models import Berkas, Bukti
from laporan.models import Narasi, Unggahan
from laporan.pindah.bentuk import ikhtisar_semua
from laporan.pindah.pasang import lampiran
from laporan.unggahan import simpan_gambar_naskah
from sakip.models import Jejak, PerangkatDaerah
from tests.alat import isi_basis_data
from tests.conftest import impor_contoh
from tests.laporan.test_unggahan import gambar
from tests.pabrik import BerkasFactory, BuktiFactory, PenggunaFactory, PenyampaianFactory, SusunanFactory

pytestmark = pytest.mark.teliti

KODE = "hss-bkpsdm"


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "berkas"
    settings.MEDIA_ROOT.mkdir()
    return settings.MEDIA_ROOT


@pytest.fixture
def asal(db, media):
    """An agency with evidence of each kind, a picture in a text, a composed and a submitted document."""
    hss = impor_contoh("hss-2024")["hss-2024"]
    indikator = hss.renstra.first().indikator.first()
    foto = simpan_gambar_naskah(hss, 2024, SimpleUploadedFile("foto.png", gambar()))
    narasi = Narasi.objects.filter(perangkat_daerah=hss, tahun=2024).first()
    Narasi.objects.filter(pk=narasi.pk).update(teks=f"Kegiatan.\n\n![Rapat](gambar:{foto.sidik})")
    data = gambar()
    (media / "bukti").mkdir()
    (media / "bukti" / "a.png").write_bytes(data)
    berkas = BerkasFactory(nama_simpan="bukti/a.png", sidik=hashlib.sha256(data).hexdigest())
    tempat = {"indikator": indikator, "tahun": 2024, "triwulan": 4}
    BuktiFactory(berupa_berkas=True, berkas=berkas, judul="Daftar hadir", **tempat)
    BuktiFactory(jenis="tautan", tautan="https://example.go.id/berita", teks="", judul="Berita", **tempat)
    BuktiFactory(jenis="teks", teks="Surat nomor 1 tanggal 2 Januari", judul="Surat", **tempat)
    (media / "lkjip.pdf").write_bytes(b"%PDF-1.7 lkjip")
    s = SusunanFactory(perangkat_daerah=hss, tahun=2024, jadi=True, berkas="lkjip.pdf")
    PenyampaianFactory(susunan=s, tahun=2024, versi=1, berkas="lkjip.pdf")
    return hss


@pytest.fixture
def kemasan(asal, tmp_path):
    berkas, keluaran = tmp_path / "hss.zip", io.StringIO()
    call_command("kemas_instansi", KODE, str(berkas), stdout=keluaran)
    assert "3 bukti dukung" in keluaran.getvalue()
    return berkas


def pergi(instansi):
    """As in an installation that never knew it: nobody is called so here, and its files are unknown."""
    PerangkatDaerah.objects.filter(pk=instansi.pk).update(kode="lain", nama="Badan Lain", kode_skpd="")
    Bukti.objects.all().delete()
    Berkas.objects.all().delete()
    Unggahan.objects.all().delete()


def pasang(berkas, **lain):
    keluaran = io.StringIO()
    PenggunaFactory(username="pemasang", admin=True)
    call_command("pasang_instansi", str(berkas), oleh="pemasang", stdout=keluaran, **lain)
    return keluaran.getvalue()


def test_berkas_instansi_berisi_semuanya(kemasan):
    assert kemasan.stat().st_mode & 0o77 == 0
    with zipfile.ZipFile(kemasan) as arsip:
        nama = arsip.namelist()
        daftar = json.loads(arsip.read("daftar.json"))
        jejak = load_workbook(io.BytesIO(arsip.read("lampiran/jejak.xlsx")), read_only=True)["Jejak"]
        assert json.loads(arsip.read("ikhtisar/2024.json"))["tahun"] == 2024
        assert sum(1 for _ in jejak.rows) > 100
    assert {"buku-kerja.xlsx", "dokumen/lkjip-2024.pdf", "dokumen/disampaikan/lkjip-2024-versi-1.pdf"} <= {*nama}
    assert daftar["kode"] == KODE
    assert len([n for n in nama if n.startswith("bukti/")]) == 1
    (diambil,) = Jejak.objects.filter(tabel="sakip_pengambilan")
    assert diambil.baru["berkas"] == "hss.zip"


def test_dipasang_di_server_lain_dengan_angka_yang_sama(asal, kemasan, media):
    dulu = ikhtisar_semua(asal)
    pergi(asal)
    terakhir = Jejak.objects.order_by("-pk").first().pk
    assert "hitungannya sama dengan asalnya" in pasang(kemasan)
    baru = PerangkatDaerah.objects.get(kode=KODE)
    assert baru.pk != asal.pk
    assert ikhtisar_semua(baru) == dulu
    assert list(Bukti.objects.order_by("pk").values_list("judul", "jenis", "triwulan", "oleh__username")) == [
        ("Daftar hadir", "berkas", 4, "pemasang"),
        ("Berita", "tautan", 4, "pemasang"),
        ("Surat", "teks", 4, "pemasang"),
    ]
    assert (media / Bukti.objects.get(jenis="berkas").berkas.nama_simpan).is_file()
    foto = Unggahan.objects.get(bagian="gambar")
    assert Narasi.objects.filter(perangkat_daerah=baru, teks__contains=f"gambar:{foto.sidik}").exists()
    assert {p.name for p in lampiran(baru).iterdir()} >= {"jejak.xlsx", "2024.json", "lkjip-2024.pdf"}
    sejak = Jejak.objects.filter(pk__gt=terakhir)
    assert set(sejak.exclude(tabel="sakip_pengguna").values_list("oleh__username", flat=True)) == {"pemasang"}
    assert not sejak.filter(pada__lt=Jejak.objects.get(pk=terakhir).pada).exists(), "jejak lama tidak disisipkan"


def ubah(asal, tujuan, nama, ganti):
    """Another part, with its hash in the list, as one who means it would do."""
    with zipfile.ZipFile(asal) as lama, zipfile.ZipFile(tujuan, "w") as baru:
        isi = {n: lama.read(n) for n in lama.namelist()}
        isi[nama] = ganti(isi[nama])
        daftar = json.loads(isi["daftar.json"])
        if nama != "daftar.json":
            daftar["berkas"][nama] = hashlib.sha256(isi[nama]).hexdigest()
            isi["daftar.json"] = json.dumps(daftar).encode()
        for n, data in isi.items():
            baru.writestr(n, data)
    return tujuan


def test_yang_sudah_ada_rusak_atau_berbeda_ditolak_tanpa_sisa(asal, kemasan, tmp_path, media):
    PenggunaFactory(username="pemasang", admin=True)

    def tolak(berkas, kata):
        sebelum = isi_basis_data()
        with pytest.raises(CommandError, match=kata):
            call_command("pasang_instansi", str(berkas), oleh="pemasang")
        assert isi_basis_data() == sebelum
        assert not (media / "pindahan").exists()

    tolak(kemasan, "sudah ada di sini")
    pergi(asal)
    terpotong = tmp_path / "terpotong.zip"
    terpotong.write_bytes(kemasan.read_bytes()[:-500])
    tolak(terpotong, "bukan berkas instansi yang utuh")
    beda = ubah(kemasan, tmp_path / "beda.zip", "ikhtisar/2024.json", lambda d: d.replace(b"2024", b"2025", 1))
    tolak(beda, "Hitungan tahun 2024 tidak sama")
    (gambar_,) = [n for n in zipfile.ZipFile(kemasan).namelist() if n.startswith("bukti/")]
    jahat = ubah(kemasan, tmp_path / "jahat.zip", gambar_, lambda _: b"MZ bukan gambar")
    tolak(jahat, "tidak|bukan")
    luar = ubah(kemasan, tmp_path / "luar.zip", "daftar.json", lambda d: d.replace(b'"format": 1', b'"format": 9'))
    tolak(luar, "Format 9 tidak dikenal")
    with pytest.raises(CommandError, match="tidak ada"):
        call_command("pasang_instansi", str(kemasan), oleh="siapa")


def dengan(kemasan, tambahan=(), ubah=lambda daftar: None, cara=zipfile.ZIP_DEFLATED):
    """The same file with other parts and another list, as somebody with a program of their own would write it."""
    with zipfile.ZipFile(kemasan) as lama:
        bagian = {n: lama.read(n) for n in lama.namelist()}
    daftar = json.loads(bagian.pop("daftar.json"))
    for nama, isi in tambahan:
        bagian[nama] = isi
        daftar["berkas"][nama] = hashlib.sha256(isi).hexdigest()
    ubah(daftar)
    with zipfile.ZipFile(kemasan, "w", cara) as baru:
        for nama, isi in bagian.items():
            baru.writestr(nama, isi)
        baru.writestr("daftar.json", json.dumps(daftar))
    return kemasan


@pytest.mark.parametrize(
    "nama",
    [
        "lampiran/..",
        "lampiran/../../../keluar.txt",
        "lampiran/a/b.txt",
        "lampiran/.tersembunyi",
        "/lampiran/x",
        "lampiran/a\\..\\b",
        "lampiran/a\nb",
        "dokumen/" + "x" * 300,
        "lain.txt",
        "bukti/\u202egnp.exe",
    ],
)
def test_nama_yang_menuju_ke_luar_ditolak_sebelum_apa_pun(kemasan, media, tmp_path, nama):
    PerangkatDaerah.objects.filter(kode=KODE).update(kode="asal")
    sebelum, berkas = isi_basis_data(), sorted(tmp_path.rglob("*"))
    with pytest.raises(CommandError, match="tidak dikenal"):
        call_command("pasang_instansi", str(dengan(kemasan, [(nama, b"x")])), oleh=PenggunaFactory(admin=True).username)
    assert sorted(tmp_path.rglob("*")) == berkas
    assert not PerangkatDaerah.objects.filter(kode=KODE).exists()
    assert len(isi_basis_data()) == len(sebelum)


RUSAKAN = {
    "bukan kamus": lambda d: d.update(bukti=[1, 2]),
    "tahun raksasa": lambda d: d["bukti"][0].update(tahun=10**12),
    "tahun bukan angka": lambda d: d["bukti"][0].update(tahun={"a": 1}),
    "indikator tidak ada": lambda d: d["bukti"][0].update(indikator="X.9"),
    "berkas tidak ada": lambda d: d["bukti"][0].update(berkas="bukti/tidak-ada.png"),
    "bagian tidak dikenal": lambda d: d["unggahan"][0].update(bagian="aneh"),
    "kode lain": lambda d: d.update(kode="lain"),
    "format lain": lambda d: d.update(format=99),
}


@pytest.mark.parametrize("apa", RUSAKAN)
def test_daftar_yang_dibuat_buat_ditolak_dengan_kalimat(kemasan, media, apa):
    PerangkatDaerah.objects.filter(kode=KODE).update(kode="asal")
    sidik = sorted(p for p in media.rglob("*") if p.is_file())
    with pytest.raises(CommandError) as tolak:
        call_command(
            "pasang_instansi", str(dengan(kemasan, ubah=RUSAKAN[apa])), oleh=PenggunaFactory(admin=True).username
        )
    assert str(tolak.value).strip()
    assert not PerangkatDaerah.objects.filter(kode=KODE).exists()
    assert [p for p in media.rglob("*") if "pindahan" in p.parts] == []
    assert set(sidik) <= {p for p in media.rglob("*") if p.is_file()}
