"""Markdown written by people → safe HTML: no scripts, no remote pictures, no raw HTML.

A text that begins with `TANDA_HTML` is HTML of the same small vocabulary, for what Markdown cannot carry (merged cells,
several paragraphs in a cell); it is cleaned in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

TANDA_HTML = "<!-- HTML, hanya baca: sunting di halaman Naskah -->"
UNSUR = {
    "p",
    "br",
    "strong",
    "em",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
}
UNSUR |= {"h3", "h4", "h5", "h6", "code", "hr", "s", "img"}
UNSUR_HTML = UNSUR | {"sub", "sup", "u"}
SIFAT: dict[str, set[str]] = {"ol": {"start"}, "img": {"data-gambar", "alt", "title"}}
SIFAT_HTML = SIFAT | {"td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
RENTANG = 50
"""Columns or rows that one cell may span."""
KAKI_TERPANJANG = 200_000
"""Letters of all notes where they are called: one may be called often."""


SKEMA_GAMBAR = "gambar:"


@dataclass(frozen=True)
class Gambar:
    """A picture that a text names by its fingerprint, `![alt](gambar:SIDIK "judul")`. `judul`: its caption."""

    sidik: str
    alt: str
    judul: str = ""

    @property
    def terbaca(self) -> str:
        """In words, where the picture itself cannot stand."""
        return f"[Gambar: {self.judul or self.alt or 'tanpa keterangan'}]"


Penggambar = Callable[[Gambar], str]
"""A picture as safe HTML."""


SKEMA_HALAMAN = "halaman:"
Penaut = Callable[[str, str], str]
"""A page's name and the link's words (safe HTML) as safe HTML."""


def dalam_kata(gambar: Gambar) -> str:
    return escapeHtml(gambar.terbaca)


def _gambar(perender: Any, unsur: Any, letak: int, pilihan: Any, env: Any) -> str:
    satu = unsur[letak]
    alt = escapeHtml(perender.renderInlineAsText(satu.children, pilihan, env))
    alamat = str(satu.attrGet("src") or "")
    if not alamat.startswith(SKEMA_GAMBAR):
        return alt
    sidik, judul = escapeHtml(alamat.removeprefix(SKEMA_GAMBAR)), escapeHtml(str(satu.attrGet("title") or ""))
    return f'<img data-gambar="{sidik}" alt="{alt}" title="{judul}">'


def _tautan(perender: Any, unsur: Any, letak: int, pilihan: Any, env: Any) -> str:
    alamat = str(unsur[letak].attrGet("href") or "")
    if not alamat.startswith(SKEMA_HALAMAN):
        return "<a>"
    return f'<a data-halaman="{escapeHtml(alamat.removeprefix(SKEMA_HALAMAN))}">'


_IMG = re.compile(r'<img((?: [\w-]+="[^"]*")*)>')
_SIFAT = re.compile(r' ([\w-]+)="([^"]*)"')
_ALINEA = re.compile(r'<p>((?:(?!</p>).)*?<img(?:(?!</p>).)*)</p>|<img(?: [\w-]+="[^"]*")*>', re.DOTALL)
_TAUTAN = re.compile(r'<a(?: data-halaman="([^"]*)")?>(.*?)</a>', re.DOTALL)
_KAKI = re.compile(r"(?<!\\)\[\^([\w-]{1,30})\]")
_CATATAN = re.compile(r"<p>\[\^([\w-]{1,30})\]:\s*((?:(?!</p>).)+)</p>\n?", re.DOTALL)
_pengurai = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_pengurai.add_render_rule("image", _gambar)
_pengurai.add_render_rule("link_open", _tautan)


def berupa_html(teks: str) -> bool:
    return teks.startswith(TANDA_HTML)


def ke_html(
    teks: str, *, kaki: bool = True, gambar: Penggambar | None = dalam_kata, tautan: Penaut | None = None
) -> SafeString:
    """Paragraphs, lists, bold and tables; headings start at h3, links and pictures of other addresses become plain
    text. `kaki`: footnotes, `[^1]` with a paragraph `[^1]: …`, stand where they are called, as `span.kaki`; else as
    written. `gambar` draws the text's own pictures, after the paragraph that names them; None: `img[data-gambar]`.
    `tautan` makes links of `[kata](halaman:NAMA)`; without it they too are plain text."""
    if berupa_html(teks or ""):
        isi = teks.removeprefix(TANDA_HTML).strip()
        html = nh3.clean(isi, tags=UNSUR_HTML, attributes=SIFAT_HTML, attribute_filter=_wajar, link_rel=None)
    else:
        # Else a definition of one word would be one of a link, and two in a row one paragraph.
        teks = _KAKI.sub(r"\\[^\1]", re.sub(r"\n(?=\[\^[\w-]{1,30}\]:)", "\n\n", teks or ""))
        html = _pengurai.render(teks)
        for tingkat in (4, 3, 2, 1):
            baru = min(tingkat + 2, 6)
            html = html.replace(f"<h{tingkat}>", f"<h{baru}>").replace(f"</h{tingkat}>", f"</h{baru}>")
        bertaut = tautan is not None
        unsur, sifat = (UNSUR | {"a"}, SIFAT | {"a": {"data-halaman"}}) if bertaut else (UNSUR, SIFAT)
        html = nh3.clean(html, tags=unsur, attributes=sifat, link_rel=None)
    if tautan is not None:
        html = _TAUTAN.sub(lambda m: tautan(unescape(m[1]), m[2]) if m[1] else m[2], html)
    html = _pasang_kaki(html) if kaki else html
    return mark_safe(_pasang_gambar(html, gambar) if gambar and "<img" in html else html)  # noqa: S308


def _wajar(unsur: str, sifat: str, nilai: str) -> str | None:
    """Numbers that print can lay out: a cell that spans a billion columns is one of fifty, no number is none."""
    if sifat not in ("colspan", "rowspan", "start"):
        return nilai
    if not (nilai.isascii() and nilai.isdecimal()):
        return None
    angka = int(nilai[:10])
    return str(min(angka, 999_999_999) if sifat == "start" else max(1, min(angka, RENTANG)))


def gambar_dalam(teks: str) -> list[Gambar]:
    """The pictures that a text names, in their order."""
    if "gambar" not in teks:
        return []
    return [g for m in _IMG.finditer(ke_html(teks, kaki=False, gambar=None)) if (g := _terurai(m)).sidik]


def _terurai(m: re.Match[str]) -> Gambar:
    sifat = {nama: unescape(isi) for nama, isi in _SIFAT.findall(m[1])}
    return Gambar(sifat.get("data-gambar", ""), sifat.get("alt", "").strip(), sifat.get("title", "").strip())


def _pasang_gambar(html: str, gambar: Penggambar) -> str:
    def satu(m: re.Match[str]) -> str:
        return gambar(g) if (g := _terurai(m)).sidik else escapeHtml(g.alt)

    def alinea(m: re.Match[str]) -> str:
        if m[1] is None:
            return satu(_IMG.match(m[0]) or m)
        isi, lukisan = _IMG.sub("", m[1]).strip(), "".join(satu(x) for x in _IMG.finditer(m[1]))
        return (f"<p>{isi}</p>" if isi else "") + lukisan

    # A figure cannot stand within a paragraph.
    return _IMG.sub(satu, html) if gambar is dalam_kata else _ALINEA.sub(alinea, html)


def _pasang_kaki(html: str) -> str:
    """Each note in the place of its call; a note that nobody calls, and a call without a note, stay as they are."""
    catatan = {m[1]: m[2] for m in _CATATAN.finditer(html)}
    dipanggil = {m[1] for m in _KAKI.finditer(html) if html[m.end() : m.end() + 1] != ":"} & catatan.keys()
    if not dipanggil or sum(len(catatan.get(m[1], "")) for m in _KAKI.finditer(html)) > KAKI_TERPANJANG:
        return html
    html = _CATATAN.sub(lambda m: "" if m[1] in dipanggil else m[0], html)
    html = _KAKI.sub(lambda m: f'<span class="kaki">{catatan[m[1]]}</span>' if m[1] in dipanggil else m[0], html)
    unsur = UNSUR_HTML | {"span"}
    return nh3.clean(html, tags=unsur, attributes=SIFAT_HTML, allowed_classes={"span": {"kaki"}}, link_rel=None)


def baris_blok(teks: str) -> Iterator[tuple[int, int]]:
    """The lines of each outermost block of a Markdown text, from and to (not included)."""
    for t in _pengurai.parse(teks):
        if t.level == 0 and t.nesting >= 0 and t.map:
            yield t.map[0], t.map[1]
