"""Markdown written by people → safe HTML: no scripts, no remote pictures, no raw HTML."""

from __future__ import annotations

from typing import Any

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

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
UNSUR |= {"h3", "h4", "h5", "h6", "code", "hr", "s"}


def _gambar(perender: Any, unsur: Any, letak: int, pilihan: Any, env: Any) -> str:
    return escapeHtml(perender.renderInlineAsText(unsur[letak].children, pilihan, env))


_pengurai = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
_pengurai.add_render_rule("image", _gambar)


def ke_html(teks: str) -> SafeString:
    """Paragraphs, lists, bold and tables; headings start at h3, links and pictures become plain text."""
    html = _pengurai.render(teks or "")
    for tingkat in (4, 3, 2, 1):
        baru = min(tingkat + 2, 6)
        html = html.replace(f"<h{tingkat}>", f"<h{baru}>").replace(f"</h{tingkat}>", f"</h{baru}>")
    return mark_safe(nh3.clean(html, tags=UNSUR, attributes={}, link_rel=None))  # noqa: S308
