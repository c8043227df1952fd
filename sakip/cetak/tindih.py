"""Laying what one PDF shows over the pages of another."""

from __future__ import annotations

from typing import Any

from pikepdf import Name, Page


def tindihkan(halaman: Page, bentuk: Any, nama: Name, x: float = 0, y: float = 0) -> None:
    """Draw a form over the page, its lower left corner at these points. `nama` is the caller's own: the library's
    names are random, and the bytes would differ each time."""
    halaman.add_resource(bentuk, Name.XObject, nama, replace_existing=True)
    halaman.contents_add(b"q\n", prepend=True)
    halaman.contents_add(f"\nQ q 1 0 0 1 {x:.2f} {y:.2f} cm {nama} Do Q".encode())
