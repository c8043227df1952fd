"""Cells of the budget grid."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from anggaran.bentuk import JENIS_BELANJA
from anggaran.pagu import BarisPagu
from sakip.templatetags.kisi import sel_ketik

register = template.Library()


@register.simple_tag
def sel_pagu(b: BarisPagu, tahap: str, k: int, label: str) -> SafeString:
    """A pagu that can be typed."""
    return sel_ketik(label, tahap, k, (b.isian or {}).get(tahap, ""), b.simpul.uraian, True)


@register.simple_tag
def sel_belanja(jenis: str, nama: str, tahap: str, label: str, isian: dict[str, str], k: int, bisa: bool) -> SafeString:
    """The pagu of a jenis belanja in a tahap; an agency's own word comes from a file and is only read."""
    return sel_ketik(label, f"{tahap}.{jenis}", k, isian[tahap], nama, bisa and jenis in JENIS_BELANJA)
