"""An uploaded DOCX, opened beside everything else, and compared with what it was made of."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile

from sakip.berkas import anak
from sakip.berkas.terima import BerkasDitolak, terima

from .cocok import Hasil, bandingkan
from .urai import Terbaca, urai_docx


def buka(unggahan: UploadedFile) -> tuple[Terbaca, list[Hasil]]:
    """What the file says, and what it changes of each text.

    Raises:
        Ditolak: with a sentence for the user.
    """
    berkas = terima(unggahan)
    if berkas.akhiran != "docx":
        raise BerkasDitolak(f"Berkas ini {berkas.akhiran.upper()}, bukan DOCX. Unggah LKjIP yang disunting di Word.")
    return anak.jalankan(_banding, berkas.data, tolak=BerkasDitolak)


def _banding(data: bytes) -> tuple[Terbaca, list[Hasil]]:
    hasil = urai_docx(data)
    return hasil, [bandingkan(a, hasil.alinea.get(n, []), hasil.tabel.get(n, [])) for n, a in enumerate(hasil.asal)]
