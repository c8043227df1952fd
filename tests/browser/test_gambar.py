"""Whether a page looks like its picture is told from fonts and browsers that differ a little; no browser is needed."""

import io

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from sakip.panduan.baca import GAMBAR

from .gambar_uji import Potret, banding, beda

P = Potret("contoh", "staf", "/", ("main",))
LAIN = 'contoh: isinya lain dari contoh.yaml: - - button "Ajukan"; + - button "Kirim"'
TOMBOL = (20, 76, 140, 112)


@pytest.fixture(params=["ikhtisar", "bidang-lembar", "pembaca-indikator"])
def lama(request):
    with Image.open(GAMBAR / f"{request.param}.webp") as gambar:
        return gambar.convert("RGB")


def jpeg(gambar):
    keluaran = io.BytesIO()
    gambar.save(keluaran, "JPEG", quality=50)
    return Image.open(keluaran).convert("RGB")


def bertombol(gambar):
    ImageDraw.Draw(gambar).rectangle(TOMBOL, fill="#0f4c5c")
    return gambar


@pytest.mark.parametrize(
    "ubah",
    [
        jpeg,
        lambda g: g.filter(ImageFilter.GaussianBlur(0.8)),
        lambda g: ImageChops.offset(g, 2, 3),
        lambda g: g.point(lambda n: int(n * 0.96)),
        lambda g: g.crop((0, 0, g.width - 2, g.height - 2)),
    ],
)
def test_yang_hanya_digambar_lain_tetap_sama(lama, ubah):
    assert beda(ubah(lama), lama) == ""


@pytest.mark.parametrize(
    "ubah",
    [
        lambda g: bertombol(g.copy()),
        lambda g: ImageChops.offset(g, 0, 12),
        lambda g: ImageChops.invert(g),
        lambda g: ImageChops.multiply(g, Image.new("RGB", g.size, "#fed")),
        lambda g: g.crop((0, 0, g.width, g.height - 40)),
        lambda g: Image.new("RGB", g.size, "white"),
    ],
)
def test_halaman_yang_berubah_ketahuan(lama, ubah):
    assert beda(ubah(lama), lama)


def test_gambar_yang_hilang_kata_yang_berubah_dan_pembaruan(lama, tmp_path, monkeypatch):
    monkeypatch.delenv("PANDUAN", raising=False)
    assert banding(P, lama, '- button "Ajukan"\n', tmp_path, tmp_path) == ["contoh: belum ada"]
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("PANDUAN", "baru")
    assert banding(P, lama, '- button "Ajukan"\n', tmp_path, tmp_path) == []
    monkeypatch.delenv("PANDUAN")
    assert banding(P, lama, '- button "Ajukan"\n', tmp_path, tmp_path) == []
    assert banding(P, lama, '- button "Kirim"\n', tmp_path, tmp_path) == [LAIN]
    (keluhan,) = banding(P, bertombol(lama.copy()), '- button "Ajukan"\n', tmp_path, tmp_path)
    assert "petak tampak lain" in keluhan
