"""Pictures of pages that are shipped: what they show in words, and whether a new one still looks like them.

Fonts are drawn a little differently by each version of the browser, so pixels are not compared. What stands on the
picture is: the accessibility tree of its parts, word for word. And how it looks, from some distance: in blocks of
`BLOK` pixels, of which few may be far from the shipped ones and from what stands a little beside them.
"""

from __future__ import annotations

import difflib
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

BLOK = 8
JAUH = 32
"""Of 255: a block that differs by more in red, green or blue looks different."""
PALING_BANYAK = 0.004
"""The share of blocks that may: of a picture of 870 × 500 pixels, twenty-six; a button has sixty."""
GESER = [(x, y) for y in range(-2, 3) for x in (-1, 0, 1)]
"""By how many pixels of half size a block may stand elsewhere."""
UKURAN = 0.02
"""By what share width and height may differ."""
BARU = "PANDUAN"
TEPI = 10
MENETAP = 500
"""Milliseconds."""
SOROT = """(el, ya) => {
    el.style.outline = ya ? "3px solid #d08a00" : "";
    el.style.outlineOffset = el.matches("td") ? "-3px" : "2px";
}"""


@dataclass(frozen=True)
class Potret:
    """A picture to take. `bagian`: selectors whose boxes it spans and whose words are compared; `sorot`: what the text
    speaks of, which gets a frame; `buka`: what is clicked first."""

    nama: str
    siapa: str
    alamat: str
    bagian: tuple[str, ...]
    sorot: tuple[str, ...] = ()
    buka: tuple[str, ...] = ()
    lebar: int = 1100
    huruf_kita: bool = True
    """Whether the page brings its own fonts; else each machine draws it with others, and only words are compared."""


def _bagian(halaman, p: Potret):
    return [satu for b in p.bagian for satu in halaman.locator(b).all() if satu.is_visible()]


def potret(halaman, p: Potret) -> tuple[Image.Image, str]:
    """The picture of a page that is open and at rest; and what a person with a screen reader finds on it, without
    addresses and the numbers of rows."""
    bagian = _bagian(halaman, p)
    teks = "".join(f"{satu.aria_snapshot()}\n" for satu in bagian)
    sorot = [halaman.locator(pilih).first for pilih in p.sorot]
    for satu in sorot:
        satu.evaluate(SOROT, True)
    kotak = [satu.bounding_box() for satu in bagian]
    kiri, atas = (max(0, min(k[s] for k in kotak) - TEPI) for s in "xy")
    kanan, bawah = (max(k[s] + k[u] for k in kotak) + TEPI for s, u in (("x", "width"), ("y", "height")))
    potong = {"x": kiri, "y": atas, "width": min(kanan, p.lebar) - kiri, "height": bawah - atas}
    gambar = Image.open(io.BytesIO(halaman.screenshot(clip=potong))).convert("RGB")
    for satu in sorot:
        satu.evaluate(SOROT, False)
    teks = re.sub(r"^ *- /(?:url|placeholder): .*\n", "", teks, flags=re.MULTILINE)
    return gambar, re.sub(r"#\d+", "#…", teks)


def beda(baru: Image.Image, lama: Image.Image) -> str:
    """In what a picture differs from the shipped one for who looks at both; empty where in nothing."""
    for apa, a, b in (("lebar", baru.width, lama.width), ("tinggi", baru.height, lama.height)):
        if abs(a - b) > max(UKURAN * b, 2):
            return f"{apa} {a}, semula {b}"
    kecil = (lama.width // 2, lama.height // 2)
    a, b = (g.resize(kecil, Image.Resampling.BOX).filter(ImageFilter.BoxBlur(1)) for g in (baru, lama))
    petak = (lama.width // BLOK, lama.height // BLOK)
    tujuan, jauh = b.resize(petak, Image.Resampling.BOX), None
    for geser in GESER:
        selisih = ImageChops.difference(ImageChops.offset(a, *geser).resize(petak, Image.Resampling.BOX), tujuan)
        jauh = ImageChops.darker(jauh, selisih) if jauh else selisih
    # What stands at the edge may be cut off.
    merah, hijau, biru = jauh.crop((1, 1, petak[0] - 1, petak[1] - 1)).split()
    banyak = sum(ImageChops.lighter(merah, ImageChops.lighter(hijau, biru)).histogram()[JAUH:])
    if banyak > PALING_BANYAK * petak[0] * petak[1]:
        return f"{banyak} dari {petak[0] * petak[1]} petak tampak lain"
    return ""


def _kata_lain(semula: str, kini: str) -> str:
    baris = difflib.ndiff(semula.splitlines(), kini.splitlines())
    return "; ".join(b for b in baris if b[0] in "-+")[:300]


def banding(p: Potret, gambar: Image.Image, teks: str, folder: Path, kata: Path) -> list[str]:
    """What no longer is as it was; where PANDUAN=baru, nothing: then the shipped picture is renewed where it is not."""
    berkas, catatan = folder / f"{p.nama}.webp", kata / f"{p.nama}.yaml"
    keluhan = []
    if not berkas.is_file() or not catatan.is_file():
        keluhan.append(f"{p.nama}: belum ada")
    else:
        if (semula := catatan.read_text(encoding="utf-8")) != teks:
            keluhan.append(f"{p.nama}: isinya lain dari {catatan.name}: {_kata_lain(semula, teks)}")
        with Image.open(berkas) as lama:
            lain = beda(gambar, lama.convert("RGB")) if p.huruf_kita else ""
            keluhan += [f"{p.nama}: {lain}"] if lain else []
    if keluhan and os.environ.get(BARU) == "baru":
        gambar.save(berkas, "WEBP", quality=80, method=6)
        catatan.write_text(teks, encoding="utf-8")
        return []
    return keluhan


def periksa(halaman, p: Potret, folder: Path, kata: Path, *, sabar: bool) -> list[str]:
    """The same (`banding`) of a page that is open. `sabar`: what differs is looked at again for some seconds, as
    scripts that come late may not have run."""
    if os.environ.get(BARU) == "baru":
        halaman.wait_for_timeout(MENETAP)
    keluhan = banding(p, *potret(halaman, p), folder, kata)
    for _ in range(10 if sabar else 0):
        if keluhan:
            halaman.wait_for_timeout(MENETAP)
            keluhan = banding(p, *potret(halaman, p), folder, kata)
    return keluhan
