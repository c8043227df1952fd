"""Changing the plan: nodes and indicators are added, edited, moved, archived; all of it or nothing.

The Renstra's row is locked while it is changed, so two people never build on different trees.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from sakip.ditolak import Ditolak
from sakip.jejak import pelaku
from sakip.models import PerangkatDaerah

from . import nomenklatur, pemakaian
from .models import INDUK_SAH, Dukungan, Indikator, Lintas, Renstra, Simpul

AWALAN: Final = {
    "misi": "M",
    "tujuan": "T",
    "sasaran": "S",
    "strategi": "ST",
    "kebijakan": "KB",
    "program": "P",
    "kegiatan": "K",
    "sub_kegiatan": "SK",
}
BERINDUK: Final = {"kebijakan": "ST", "kegiatan": "P", "sub_kegiatan": "K"}
"""Kinds whose kode goes on from the parent's number, and the parent's letters: P2, K2.1, SK2.1.3."""


class PohonDitolak(Ditolak):
    """A sentence for the user; `medan` is the field of the form that it is about."""

    def __init__(self, pesan: str, medan: str = "") -> None:
        super().__init__(pesan)
        self.medan = medan


def kenapa_tertutup(renstra: Renstra) -> str:
    """Why this version cannot be changed; empty where it can."""
    kelak = Renstra.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id, urutan__gt=renstra.urutan)
    pengganti = kelak.order_by("urutan").first()
    if pengganti is None or not pemakaian.dilaporkan(renstra):
        return ""
    return (
        f"Versi {renstra.nama} sudah dilaporkan dan digantikan versi {pengganti.nama}, jadi hanya dapat dibaca. "
        f"Ubah versi {pengganti.nama}."
    )


@contextmanager
def menyunting(renstra_id: int) -> Iterator[Renstra]:
    """One change of a version, alone and whole."""
    with transaction.atomic():
        kini = Renstra.objects.select_for_update().get(pk=renstra_id)
        if alasan := kenapa_tertutup(kini):
            raise PohonDitolak(alasan)
        yield kini


def label(jenis: str) -> str:
    return str(Simpul.Jenis(jenis).label)


# Nodes


def tambah(
    renstra: Renstra,
    medan: dict[str, Any],
    *,
    induk: Simpul | None = None,
    alasan: str = "",
    indikator: dict[str, Any] | None = None,
) -> Simpul:
    """A new node, the last below its parent. `medan`: fields of Simpul; without `kode` it is given one.
    `indikator`: fields of its first indicator.

    Raises:
        PohonDitolak: a sentence that says where and what to do.
    """
    with menyunting(renstra.pk) as kini, pelaku.alasan(alasan):
        simpul = Simpul(renstra=kini, induk=induk, **medan)
        _periksa_induk(simpul, induk)
        simpul.kode = simpul.kode.strip() or kode_berikut(kini.pk, simpul.jenis, induk)
        _periksa_isi(simpul, alasan)
        simpul.urutan = _urutan_terakhir(Simpul.objects.filter(renstra=kini))
        simpul.save()
        _rapikan_urutan(kini.pk)
        if indikator is not None:
            tambah_indikator(simpul, indikator)
    return simpul


def ubah(simpul: Simpul, medan: dict[str, Any], *, alasan: str = "") -> Simpul:
    """Change a node's fields; its place in the tree is `pindah`'s."""
    with menyunting(simpul.renstra_id), pelaku.alasan(alasan):
        kini = Simpul.objects.select_related("induk").get(pk=simpul.pk)
        kode_lama = kini.kode_nomenklatur
        for nama, nilai in medan.items():
            setattr(kini, nama, nilai)
        kini.kode = kini.kode.strip() or simpul.kode
        _periksa_isi(kini, alasan, kode_lama)
        kini.save()
    return kini


def pindah(simpul: Simpul, induk: Simpul | None, posisi: int | None = None) -> Simpul:
    """Put a node below `induk` (None: at the top), at `posisi` among those already there (None: last)."""
    with menyunting(simpul.renstra_id) as kini:
        semua = {s.pk: s for s in Simpul.objects.filter(renstra=kini)}
        if simpul.pk not in semua or (induk is not None and induk.pk not in semua):
            raise PohonDitolak("Simpul ini sudah tidak ada dalam versi Renstra ini. Muat ulang halaman.")
        satu, baru = semua[simpul.pk], semua[induk.pk] if induk else None
        _periksa_lingkaran(satu, baru, semua)
        _periksa_induk(satu, baru)
        if satu.induk_id != (baru.pk if baru else None):
            satu.induk = baru
            satu.save()
        saudara = [s for s in semua.values() if s.induk_id == satu.induk_id and s.pk != satu.pk]
        saudara.sort(key=lambda s: (s.urutan, s.pk))
        saudara.insert(len(saudara) if posisi is None else max(0, min(posisi, len(saudara))), satu)
        _rapikan_urutan(kini.pk, {s.pk: n for n, s in enumerate(saudara)})
    return satu


def _periksa_lingkaran(simpul: Simpul, induk: Simpul | None, semua: dict[int, Simpul]) -> None:
    atas = induk
    while atas is not None:
        if atas.pk == simpul.pk:
            raise PohonDitolak(f"{simpul.kode} tidak dapat berada di bawah dirinya sendiri. Pilih induk lain.", "induk")
        atas = semua.get(atas.induk_id or 0)


def _periksa_induk(simpul: Simpul, induk: Simpul | None) -> None:
    if simpul.jenis not in INDUK_SAH:
        raise PohonDitolak("Jenis ini tidak dikenal. Muat ulang halaman, lalu pilih lagi.", "jenis")
    if induk is not None and induk.renstra_id != simpul.renstra_id:
        raise PohonDitolak("Induk itu milik versi Renstra lain. Muat ulang halaman, lalu pilih lagi.", "induk")
    if (induk.jenis if induk else "") in INDUK_SAH[simpul.jenis]:
        return
    boleh = [f"di bawah {label(j).lower()}" if j else "di pangkal pohon" for j in INDUK_SAH[simpul.jenis]]
    letak = f"{induk.kode} adalah {label(induk.jenis).lower()}" if induk else "Di sini tidak ada induknya"
    raise PohonDitolak(
        f"{label(simpul.jenis)} hanya dapat berada {' atau '.join(boleh)}. {letak}; pilih tempat lain.", "induk"
    )


def _periksa_isi(simpul: Simpul, alasan: str, kode_lama: str = "") -> None:
    periksa_kode(simpul.renstra_id, simpul.kode, simpul)
    if not simpul.uraian.strip():
        raise PohonDitolak("Tulis uraiannya.", "uraian")
    if simpul.tahun_mulai and simpul.tahun_selesai and simpul.tahun_mulai > simpul.tahun_selesai:
        raise PohonDitolak("Tahun terakhir tidak boleh mendahului tahun mulai.", "tahun_selesai")
    simpul.kode_nomenklatur = simpul.kode_nomenklatur.strip().rstrip(".")
    if simpul.jenis not in nomenklatur.JENIS_BERKODE:
        simpul.kode_nomenklatur = ""
    if simpul.kode_nomenklatur and simpul.kode_nomenklatur != kode_lama:
        _periksa_nomenklatur(simpul, alasan)


def _periksa_nomenklatur(simpul: Simpul, alasan: str) -> None:
    kode, tahun = simpul.kode_nomenklatur, simpul.renstra.berlaku_mulai or simpul.renstra.periode_awal or 2024
    if kode.upper().startswith(nomenklatur.UMUM):
        raise PohonDitolak(
            f"Ganti X.XX pada {kode} dengan bidang urusan instansi, misalnya 5.03{kode[4:]}.", "kode_nomenklatur"
        )
    kembar = Simpul.objects.filter(renstra=simpul.renstra_id, jenis=simpul.jenis, tahun_selesai__isnull=True)
    for lain in kembar.exclude(pk=simpul.pk).exclude(kode_nomenklatur=""):
        if nomenklatur.segmen(lain.kode_nomenklatur) == nomenklatur.segmen(kode):
            raise PohonDitolak(f"Kode {kode} sudah dipakai {lain.kode} “{lain.uraian}”.", "kode_nomenklatur")
    if alasan or not nomenklatur.ada(tahun):
        return
    if nomenklatur.temukan(kode, simpul.jenis, tahun) is None:
        kalimat = f"Kode {kode} tidak ada dalam nomenklatur {label(simpul.jenis).lower()}. "
        raise PohonDitolak(kalimat + "Periksa kodenya, atau tulis alasan memakainya.", "alasan")
    induk = simpul.induk.kode_nomenklatur if simpul.induk else ""
    if induk and nomenklatur.segmen(kode)[: len(nomenklatur.segmen(induk))] != nomenklatur.segmen(induk):
        kalimat = f"Kode {kode} bukan bagian dari {induk}, kode induknya. "
        raise PohonDitolak(kalimat + "Pilih kode di bawah induknya, atau tulis alasan memakainya.", "alasan")


def periksa_kode(renstra_id: int, kode: str, diri: Simpul | Indikator) -> None:
    """A kode is one of its own among the nodes and indicators of a version, as in the workbook."""
    if ";" in kode or len(kode) > 60 or not kode.isprintable():
        raise PohonDitolak("Kode paling panjang 60 huruf, tanpa titik koma.", "kode")
    for model, nama in ((Simpul, "uraian"), (Indikator, "nama")):
        lain = model.objects.filter(renstra=renstra_id, kode=kode)
        if isinstance(diri, model):
            lain = lain.exclude(pk=diri.pk)
        if (ada := lain.first()) is not None:
            pesan = f"Kode {kode} sudah dipakai “{getattr(ada, nama)}”. Pakai kode lain, atau kosongkan."
            raise PohonDitolak(pesan, "kode")


def kode_berikut(renstra_id: int, jenis: str, induk: Simpul | None) -> str:
    """The next free kode of its kind: S3, P2, K2.1, SK2.1.3."""
    awal = AWALAN[jenis]
    if induk is not None and (atas := BERINDUK.get(jenis)):
        cocok = re.fullmatch(rf"{atas}([\d.]+)", induk.kode)
        awal += f"{cocok[1]}." if cocok else ""
    return _bebas(awal, Simpul.objects.filter(renstra=renstra_id))


def _bebas(awal: str, baris: Any) -> str:
    pola = re.compile(rf"{re.escape(awal)}(\d+)")
    terpakai = [pola.fullmatch(k) for k in baris.filter(kode__startswith=awal).values_list("kode", flat=True)]
    return f"{awal}{max((int(c[1]) for c in terpakai if c and len(c[1]) < 10), default=0) + 1}"


def _urutan_terakhir(baris: Any) -> int:
    terakhir = baris.aggregate(u=Max("urutan"))["u"]
    return 0 if terakhir is None else terakhir + 1


def _rapikan_urutan(renstra_id: int, dulu: dict[int, int] | None = None) -> None:
    """Number all nodes down the tree. `dulu`: the new order of some siblings."""
    anak: dict[int | None, list[Simpul]] = {}
    for s in Simpul.objects.filter(renstra=renstra_id):
        anak.setdefault(s.induk_id, []).append(s)
    tumpukan, nomor, berubah = _menurun(anak.get(None, []), dulu), 0, []
    while tumpukan:
        s = tumpukan.pop()
        if s.urutan != nomor:
            s.urutan = nomor
            berubah.append(s)
        nomor += 1
        tumpukan += _menurun(anak.get(s.pk, []), dulu)
    Simpul.objects.bulk_update(berubah, ["urutan"])


def _menurun(saudara: list[Simpul], dulu: dict[int, int] | None) -> list[Simpul]:
    return sorted(saudara, key=lambda s: ((dulu or {}).get(s.pk, s.urutan), s.pk), reverse=True)


# Archive and delete


def arsipkan(objek: Simpul | Indikator, tahun: int) -> None:
    """The object counts until the end of `tahun`, and is kept."""
    with menyunting(objek.renstra_id):
        kini = type(objek).objects.select_for_update().get(pk=objek.pk)
        if kini.tahun_mulai and tahun < kini.tahun_mulai:
            raise PohonDitolak(f"{kini.kode} baru mulai {kini.tahun_mulai}; arsipkan sesudahnya.", "tahun_selesai")
        terakhir = pemakaian.tahun_terakhir(kini)
        if terakhir and tahun < terakhir:
            pesan = f"{kini.kode} sudah dilaporkan tahun {terakhir}. Tahun terakhirnya paling awal {terakhir}."
            raise PohonDitolak(pesan, "tahun_selesai")
        kini.tahun_selesai = tahun
        kini.save(update_fields=["tahun_selesai"])


def pulihkan(objek: Simpul | Indikator) -> None:
    with menyunting(objek.renstra_id):
        type(objek).objects.filter(pk=objek.pk).update(tahun_selesai=None)


def hapus(objek: Simpul | Indikator) -> None:
    """Only what no report used; else it is archived."""
    with menyunting(objek.renstra_id):
        if alasan := kenapa_tetap(objek):
            raise PohonDitolak(alasan)
        objek.delete()


def kenapa_tetap(objek: Simpul | Indikator) -> str:
    """Why the object cannot be deleted; empty where it can."""
    if isinstance(objek, Simpul):
        if objek.anak.exists() or objek.indikator.exists():
            return f"{objek.kode} masih mempunyai isi di bawahnya. Pindahkan atau hapus dulu isinya, atau arsipkan."
    elif objek.dilanjutkan.exists() or objek.diacu.exists():
        return f"{objek.kode} dilanjutkan atau diacu indikator lain, jadi tidak dapat dihapus. Arsipkan saja."
    if pemakaian.terpakai(objek):
        return f"{objek.kode} sudah dipakai dalam laporan, jadi tidak dapat dihapus. Arsipkan saja."
    return ""


# Indicators


def tambah_indikator(simpul: Simpul, medan: dict[str, Any]) -> Indikator:
    """A new indicator of a node, the last of its Renstra; without `kode` it is given one: I.S3.2."""
    with menyunting(simpul.renstra_id) as kini:
        semua = Indikator.objects.filter(renstra=kini)
        baru = Indikator(renstra=kini, simpul=simpul, urutan=_urutan_terakhir(semua), **medan)
        baru.kode = baru.kode.strip() or _bebas(f"I.{simpul.kode}.", semua)
        _simpan_indikator(baru)
    return baru


def ubah_indikator(indikator: Indikator, medan: dict[str, Any]) -> Indikator:
    """Change an indicator; its series goes on whatever its wording."""
    with menyunting(indikator.renstra_id):
        kini = Indikator.objects.get(pk=indikator.pk)
        for nama, nilai in medan.items():
            setattr(kini, nama, nilai)
        kini.kode = kini.kode.strip() or indikator.kode
        _simpan_indikator(kini)
    return kini


def _simpan_indikator(i: Indikator) -> None:
    periksa_kode(i.renstra_id, i.kode, i)
    if not i.nama.strip():
        raise PohonDitolak("Tulis nama indikatornya.", "nama")
    if i.wajar_bawah is not None and i.wajar_atas is not None and i.wajar_bawah > i.wajar_atas:
        raise PohonDitolak("Batas wajar bawah tidak boleh melebihi batas atas.", "wajar_atas")
    if i.bobot is not None and i.bobot < 0:
        raise PohonDitolak("Bobot tidak boleh negatif.", "bobot")
    if i.pengali is not None and i.pengali == 0:
        raise PohonDitolak("Pengali tidak boleh 0. Kosongkan bila tidak dipakai.", "pengali")
    if i.tahun_mulai and i.tahun_selesai and i.tahun_mulai > i.tahun_selesai:
        raise PohonDitolak("Tahun terakhir tidak boleh mendahului tahun mulai.", "tahun_mulai")
    if i.mendukung_id and i.mendukung_id == i.pk:
        raise PohonDitolak("Indikator tidak dapat mendukung dirinya sendiri.", "mendukung")
    i.save()


# What a node serves, and who else contributes


def dukung(simpul: Simpul, tujuan: Iterable[Simpul | Indikator]) -> None:
    """Replace what the node serves: sasaran and indicators of the same Renstra, in this order."""
    daftar = list(tujuan)
    with menyunting(simpul.renstra_id) as kini:
        if simpul.jenis not in nomenklatur.JENIS_BERKODE:
            raise PohonDitolak("Hanya program, kegiatan, dan sub kegiatan yang mendukung sasaran atau indikator.")
        if any(t.renstra_id != kini.pk for t in daftar):
            raise PohonDitolak("Pilihan itu milik versi Renstra lain. Muat ulang halaman, lalu pilih lagi.")
        Dukungan.objects.filter(simpul=simpul).delete()
        Dukungan.objects.bulk_create(
            Dukungan(simpul=simpul, urutan=n, **{"indikator" if isinstance(t, Indikator) else "sasaran": t})
            for n, t in enumerate(daftar)
        )


def libatkan(simpul: Simpul, instansi: PerangkatDaerah, peran: str) -> Lintas:
    """Another agency contributes to the node; naming it again changes its role."""
    with menyunting(simpul.renstra_id) as kini:
        if instansi.pk == kini.perangkat_daerah_id:
            raise PohonDitolak("Pilih instansi lain; ini instansi sendiri.", "perangkat_daerah")
        if not peran.strip():
            raise PohonDitolak("Tulis peran instansi itu.", "peran")
        hasil, _ = Lintas.objects.update_or_create(
            simpul=simpul, perangkat_daerah=instansi, defaults={"peran": peran.strip()}
        )
    return hasil


def lepaskan(lintas: Lintas) -> None:
    with menyunting(lintas.simpul.renstra_id):
        lintas.delete()
