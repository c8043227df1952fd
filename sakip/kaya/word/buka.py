"""An uploaded DOCX, opened beside everything else, and compared with what it was made of and what stands here now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from sakip.berkas import anak
from sakip.berkas.terima import BerkasDitolak, terima
from sakip.ditolak import Ditolak

from .alinea import Nilai
from .cocok import Hasil, Perubahan, bandingkan
from .gabung import Gabungan, gabungkan
from .tampil import BarisTampil, baris_tampil
from .urai import ASING, Terbaca, urai_docx


@dataclass(frozen=True)
class Banding:
    """A text that Word has changed. `kini`: as it stands here now; None where nobody has touched it since."""

    asal: str
    kini: str | None
    perubahan: Sequence[Perubahan]
    nilai: Nilai


Rincian = list[tuple[Gabungan, list[BarisTampil]]]
"""The changes of one text, each as it is shown."""


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
    try:
        hasil = urai_docx(data)
        return hasil, [bandingkan(a, hasil.alinea.get(n, []), hasil.tabel.get(n, [])) for n, a in enumerate(hasil.asal)]
    except (Ditolak, MemoryError):
        raise
    except Exception as galat:  # whatever texts that are not ours make of the comparison
        raise BerkasDitolak(ASING) from galat


def rincikan(semua: Sequence[Banding]) -> list[Rincian]:
    """The changes as they stand against the present texts; also this is done beside everything else, as all but `kini`
    came with the file.

    Raises:
        Ditolak: with a sentence for the user.
    """
    return anak.jalankan(_rincikan, semua, tolak=BerkasDitolak) if semua else []


def _rincikan(semua: Sequence[Banding]) -> list[Rincian]:
    hasil = []
    for b in semua:
        biasa = b.kini is None
        gabungan = (
            [Gabungan(p) for p in b.perubahan] if biasa else gabungkan(b.asal, b.kini or "", b.perubahan, b.nilai)
        )
        hasil.append([(g, list(baris_tampil(g.perubahan))) for g in gabungan])
    return hasil
