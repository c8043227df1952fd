"""The suite guards the templates and static files: none is missing, none is unused."""

import re
from pathlib import Path

from django.template.loader import get_template

AKAR = Path(__file__).parents[3]
TEMPLAT = AKAR / "templates"
MILIK_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
"""Found by Django under these names."""
APLIKASI = ("sakip", "renstra", "anggaran", "capaian", "laporan")
SEBUTAN = re.compile(r"[\"'f]([\w/{}.]+\.html)[\"']")


def _sumber():
    for folder in (*APLIKASI, "templates"):
        yield from (p for p in (AKAR / folder).rglob("*") if p.suffix in (".py", ".html"))


def _disebut() -> set[str]:
    return {s for p in _sumber() for s in SEBUTAN.findall(p.read_text(encoding="utf-8"))}


def test_tidak_ada_templat_yang_hilang_atau_menganggur():
    ada = {str(p.relative_to(TEMPLAT)) for p in TEMPLAT.rglob("*.html")}
    disebut = _disebut()
    pola = [re.compile(re.sub(r"\{[^}]*\}", r"[\\w-]+", s)) for s in disebut if "{" in s]
    biasa = {s for s in disebut if "{" not in s}
    assert biasa - ada == set(), "disebut tetapi tidak ada"
    menganggur = {a for a in ada - biasa - MILIK_DJANGO if not any(p.fullmatch(a) for p in pola)}
    assert menganggur == set(), "ada tetapi tidak dipakai"


def test_semua_templat_dapat_diurai():
    for p in TEMPLAT.rglob("*.html"):
        get_template(str(p.relative_to(TEMPLAT)))


def test_setiap_ikon_yang_dipakai_ada():
    ada = set(re.findall(r'<symbol id="([\w-]+)"', (AKAR / "sakip/static/sakip/ikon.svg").read_text()))
    dipakai = {i for p in _sumber() for i in re.findall(r'\{% ikon "([\w-]+)" %\}', p.read_text(encoding="utf-8"))}
    from laporan.konteks import MENU

    assert dipakai | {bagian or "beranda" for _, _, bagian in MENU} == ada


def test_halaman_tidak_berteriak_dan_tanpa_gaya_di_dalamnya():
    for p in TEMPLAT.rglob("*.html"):
        if "pdf" in p.parts:
            continue
        isi = p.read_text(encoding="utf-8")
        bersih = re.sub(r"\{%.*?%\}|\{\{.*?\}\}|<!DOCTYPE", "", isi)
        assert "!" not in bersih, p
        assert "style=" not in isi, p


def test_halaman_galat_tidak_memerlukan_manifes():
    """Where static files were not collected, the page that says so must still come."""
    for nama in ("polos.html", "500.html", "400.html", "403_csrf.html"):
        assert "{% static " not in (TEMPLAT / nama).read_text(), nama
