"""The files of the first run: which sheets each has, what one would do, how it travels from the preview to saving."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any, BinaryIO

from django.core import signing
from django.db import IntegrityError, transaction

from sakip.buku.berkas import baca_buku
from sakip.ditolak import Ditolak
from sakip.models import Pengguna

from .instansi import LembarBidang, LembarInstansi, LembarPejabat
from .lembar import Isi, Lembar, Rencana
from .pengguna import LembarPengguna

BERLAKU = 60 * 60
"""Seconds from a preview until it is made anew."""
MUATAN_TERBESAR = 450_000
"""Characters of a preview's rows, as the form carries them."""
USANG = "Pratinjau ini sudah lebih dari satu jam atau bukan milik Anda. Unggah berkasnya lagi."
BERUBAH = "Data di sistem berubah sejak pratinjau, sehingga belum ada yang disimpan. Periksa lagi, lalu simpan."
Semua = dict[str, list[tuple[int, Isi]]]
"""The rows of a file, by sheet."""


@dataclass(frozen=True)
class Jenis:
    """One kind of file: its sheets in the order in which they are saved."""

    kunci: str
    judul: str
    lembar: tuple[type[Lembar], ...]


JENIS = {
    j.kunci: j
    for j in (
        Jenis("perangkat-daerah", "Perangkat daerah", (LembarInstansi,)),
        Jenis("pejabat", "Pejabat dan bidang", (LembarPejabat, LembarBidang)),
        Jenis("pengguna", "Pengguna", (LembarPengguna,)),
    )
}


class PratinjauUsang(Ditolak):
    """What was to be saved is not what was shown."""


def baca(jenis: Jenis, berkas: BinaryIO) -> tuple[Semua, Rencana]:
    """The file's rows, and what they would do. Nothing is written.

    Raises:
        BerkasDitolak: the file is no workbook that can be opened.
    """
    rencana = Rencana()
    lembar = [kelas(rencana) for kelas in jenis.lembar]
    mentah = baca_buku(berkas, {lm.nama: [k.column_name for k in lm.kolom] for lm in lembar})
    menurut_nama = {m.nama: m for m in mentah}
    semua: Semua = {}
    for satu in lembar:
        ada = menurut_nama.get(satu.nama)
        if ada is not None and not ada.hampa:
            semua[satu.nama] = satu.baca(ada)
    if not semua:
        lembar[0].tolak("", "", "lembar ini tidak ada dalam berkas, atau kosong; pakai templatnya")
    elif not rencana.penolakan and not any(semua.values()):
        lembar[0].tolak("", "", "belum ada baris yang diisi di bawah judul kolom")
    for satu in lembar:
        satu.susun(semua.get(satu.nama, []))
    if not rencana.penolakan and len(kemas(jenis, semua, rencana, 0)) > MUATAN_TERBESAR:
        lembar[0].tolak("", "", "isinya terlalu banyak untuk satu berkas; pecah menjadi beberapa berkas")
    return semua, rencana


def kemas(jenis: Jenis, semua: Semua, rencana: Rencana, oleh: int) -> str:
    """What was previewed, signed for this person: the form carries it to where it is saved."""
    isi = {"semua": semua, "sidik": _sidik(rencana)}
    return signing.dumps(isi, salt=_garam(jenis, oleh), compress=True)


def simpan(jenis: Jenis, muatan: str, oleh: Pengguna) -> tuple[Semua, Rencana]:
    """All that was previewed, or nothing; done once more it changes nothing.

    Raises:
        signing.BadSignature: made for somebody else, altered, or too old.
        PratinjauUsang: with the sentence; what would be saved now is asked for again (`tinjau`).
    """
    isi = signing.loads(muatan, salt=_garam(jenis, oleh.pk), max_age=BERLAKU)
    semua: Semua = isi["semua"]
    try:
        with transaction.atomic():
            rencana, lembar = _susun(jenis, semua)
            if rencana.penolakan or _sidik(rencana) != isi["sidik"]:
                raise PratinjauUsang(BERUBAH)
            for satu in lembar:
                satu.simpan()
    except IntegrityError as galat:  # somebody else was first
        raise PratinjauUsang(BERUBAH) from galat
    return semua, rencana


def tinjau(jenis: Jenis, muatan: str, oleh: Pengguna) -> tuple[Semua, Rencana]:
    """The same rows beside what is stored now.

    Raises:
        signing.BadSignature: as for `simpan`.
    """
    semua: Semua = signing.loads(muatan, salt=_garam(jenis, oleh.pk), max_age=BERLAKU)["semua"]
    return semua, _susun(jenis, semua)[0]


def _susun(jenis: Jenis, semua: Mapping[str, Any]) -> tuple[Rencana, list[Lembar]]:
    rencana = Rencana()
    lembar = [kelas(rencana) for kelas in jenis.lembar]
    for satu in lembar:
        satu.susun([(nomor, isi) for nomor, isi in semua.get(satu.nama, [])])
    return rencana, lembar


def _garam(jenis: Jenis, oleh: int) -> str:
    return f"sakip.pertama.{jenis.kunci}.{oleh}"


def _sidik(rencana: Rencana) -> str:
    teks = json.dumps([astuple(u) for u in rencana.ubahan], ensure_ascii=False)
    return hashlib.sha256(teks.encode()).hexdigest()
