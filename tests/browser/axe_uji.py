"""What axe finds on a page, light and dark."""

from axe_playwright_python.sync_playwright import Axe

SEMUA = {"resultTypes": ["violations"]}
WARNA = SEMUA | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
"""In the dark the page is the same but for its colours."""


def pelanggaran_axe(halaman):
    """Each violation with the scheme in which it was found; the page is light again afterwards."""
    hasil = []
    for skema, pilihan in (("light", SEMUA), ("dark", WARNA)):
        halaman.emulate_media(color_scheme=skema)
        hasil += [(skema, p) for p in Axe().run(halaman, options=pilihan).response["violations"]]
    halaman.emulate_media(color_scheme="light")
    return hasil
