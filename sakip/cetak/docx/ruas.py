"""Text of a page as runs of a Word paragraph: bold, slant, footnotes, fields; spaces folded as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from .kaki import tambah_kaki

_SEBARIS_SENDIRI = {"br", "small", "p", "div", "li", "dt", "dd", "figcaption"}
_TANDA = {"b": "strong", "i": "em", "del": "s"}
Tanpa = frozenset[str]()


def alt(e: Any) -> str:
    return e.get("alt") or e.get("aria-label") or ""


def tanpa_ekor(e: Any) -> Any:
    salinan = deepcopy(e)
    salinan.tail = None
    return salinan


def teks(x: Any) -> str:
    return " ".join((x if isinstance(x, str) else "".join(_potong(x))).split())


def _potong(e: Any) -> Iterator[str]:
    """The letters of an element, a space where the page has another line."""
    sela = " " if e.tag in _SEBARIS_SENDIRI else ""
    yield sela + (e.text or "")
    for anak in e:
        if isinstance(anak.tag, str):
            yield from _potong(anak)
        yield anak.tail or ""
    yield sela


def tulis(p: Any, x: Any, tanda: frozenset[str] = Tanpa) -> None:
    """Text with its bold, slant and line breaks; spaces are folded as a browser does."""
    if isinstance(x, str):
        _run(p, x, tanda)
        return
    if "kaki" in (x.get("class") or "").split():
        tambah_kaki(p, teks(x))
        return
    if x.tag == "br":
        p.add_run().add_break()
    tanda |= {_TANDA.get(x.tag, x.tag)}
    _run(p, x.text or "", tanda)
    for anak in x:
        tulis(p, anak, tanda)
        _run(p, anak.tail or "", tanda)


def _run(p: Any, teks: str, tanda: frozenset[str]) -> None:
    rapi = " ".join(teks.split())
    if not teks:
        return
    if not rapi:
        rapi = " " if p.runs else ""
    else:
        rapi = (" " if teks[0].isspace() and p.runs else "") + rapi + (" " if teks[-1].isspace() else "")
    if rapi:
        huruf = (r := p.add_run(rapi)).font
        r.bold, r.italic, r.underline = ("strong" in tanda or None, "em" in tanda or None, "u" in tanda or None)
        huruf.strike, huruf.superscript, huruf.subscript = (n in tanda or None for n in ("s", "sup", "sub"))


def medan(p: Any, perintah: str, isi: str, *, perbarui: bool = False) -> None:
    """A field with what it shows until it is updated."""
    for jenis in ("begin", "separate", "end"):
        tanda = OxmlElement("w:fldChar")
        tanda.set(qn("w:fldCharType"), jenis)
        if jenis == "begin" and perbarui:
            tanda.set(qn("w:dirty"), "true")
        p.add_run()._r.append(tanda)
        if jenis == "begin":
            teks = OxmlElement("w:instrText")
            teks.set(qn("xml:space"), "preserve")
            teks.text = f" {perintah} "
            p.add_run()._r.append(teks)
        elif jenis == "separate":
            p.add_run(isi)
