"""Reading the plan for its pages: the tree, what it does not cover, the grid of targets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Count, Q, TextField, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from renstra.models import Dukungan, Indikator, Renstra, Simpul, Target
from sakip.akses import PermintaanInstansi

from .bentuk import berlaku
from .muat import renstra_tahun
from .target import tahun_target

JENIS = dict(Simpul.Jenis.choices)
GANTI = "KODE-SIMPUL"
LIPAT = '<svg class="ikon" aria-hidden="true" width="20" height="20"><use href="{}#bawah"/></svg>'


class SimpulPohon(NamedTuple):
    """A node as the tree shows it."""

    id: int
    kode: str
    induk_id: int | None
    jenis: str
    uraian: str
    kode_nomenklatur: str
    tahun_mulai: int | None
    tahun_selesai: int | None
    bidang: str
    pelaku: str


class BarisPohon(NamedTuple):
    """A row of the tree: its depth, the numbers of the rows above that fold it away."""

    butir: SimpulPohon
    tingkat: int
    nomor: str
    leluhur: tuple[str, ...]
    beranak: bool
    indikator: int
    arsip: bool


def nama_renstra(r: Renstra) -> str:
    """`Renstra 2022–2026 (awal)`; imported ones may lack their period."""
    return str(r) if r.periode_awal else f"Renstra ({r.nama})"


def butir_renstra(renstra: Renstra) -> list[SimpulPohon]:
    """All nodes of a version; one query."""
    baris = Simpul.objects.filter(renstra=renstra).values_list(
        "id", "kode", "induk_id", "jenis", "uraian", "kode_nomenklatur", "tahun_mulai", "tahun_selesai",
        Coalesce("bidang__nama", Value(""), output_field=TextField()), "penanggung_jawab",
    )  # fmt: skip
    return [SimpulPohon._make(b) for b in baris]


def jumlah_indikator(renstra: Renstra, tahun: int) -> dict[int, int]:
    """Indicators in force, by node; one query."""
    berlaku = Q(tahun_selesai__isnull=True) | Q(tahun_selesai__gte=tahun)
    baris = Indikator.objects.filter(berlaku, renstra=renstra).order_by()
    return dict(baris.values_list("simpul_id").annotate(n=Count("id")))


def susun_pohon(
    butir: Iterable[SimpulPohon], indikator: dict[int, int], tahun: int, *, arsip: bool
) -> list[BarisPohon]:
    """Depth first; without `arsip` only what counts in the year."""
    anak: dict[int | None, list[SimpulPohon]] = defaultdict(list)
    for b in butir:
        if arsip or berlaku(b, tahun):
            anak[b.induk_id].append(b)
    hasil: list[BarisPohon] = []
    tumpukan: list[tuple[SimpulPohon, tuple[str, ...]]] = [(b, ()) for b in reversed(anak[None])]
    while tumpukan:
        b, leluhur = tumpukan.pop()
        nomor, bawah = f"b{b.id}", anak.get(b.id, [])
        lewat = not berlaku(b, tahun)
        hasil.append(BarisPohon(b, len(leluhur), nomor, leluhur, bool(bawah), indikator.get(b.id, 0), lewat))
        tumpukan += [(c, (*leluhur, nomor)) for c in reversed(bawah)]
    return hasil


def tulis_pohon(request: PermintaanInstansi, baris: list[BarisPohon], bisa: bool, ikon: str) -> SafeString:
    """The table's rows. Written here, not in a template: 400 rows must come as fast as they are read."""
    kwargs = {"kode": request.instansi.kode, "tahun": request.tahun, "triwulan": request.triwulan, "objek": GANTI}
    alamat = {n: reverse(f"rencana_{n}", kwargs=kwargs).split(GANTI) for n in ("simpul", "tindakan")}
    lipat = LIPAT.format(escape(ikon))
    kode_induk = {b.butir.id: b.butir.kode for b in baris}
    return mark_safe("".join(_baris(b, alamat, lipat, kode_induk, bisa) for b in baris))  # noqa: S308


def _baris(b: BarisPohon, alamat: dict[str, list[str]], lipat: str, induk: dict[int, str], bisa: bool) -> str:
    s = b.butir
    kode, jenis, bidang = escape(s.kode), JENIS[s.jenis], escape(s.bidang or s.pelaku)
    di = quote(s.kode, safe="/~:@!$&'()*+,;=")
    simpul, tindakan = (escape(a + di + z) for a, z in alamat.values())
    tombol = "" if b.beranak else " hidden"
    nomenklatur = f'<span class="kode blok">{escape(s.kode_nomenklatur)}</span>' if s.kode_nomenklatur else ""
    arsip = f'<span class="ket">arsip sejak {s.tahun_selesai}</span>' if b.arsip and s.tahun_selesai else ""
    pegangan = (
        f'<button type="button" class="pegangan js-saja" aria-label="Pindahkan {kode}" aria-describedby="cara-pindah">'
        '<span aria-hidden="true">⠿</span></button>'
        if bisa and not b.arsip
        else ""
    )
    return (
        f'<tr class="t{min(b.tingkat, 5)}{" arsip" if b.arsip else ""}" id="{b.nomor}" data-kode="{kode}"'
        f' data-jenis="{s.jenis}" data-nomor="{b.nomor}" data-induk="{escape(induk.get(s.induk_id or 0, ""))}"'
        f'{_leluhur(b.leluhur)}><th scope="row" class="nama"><button type="button" class="lipat js-saja"'
        f' aria-expanded="true" aria-label="Lipat {kode}" data-lipat="{b.nomor}" data-tingkat="{b.tingkat}"{tombol}>'
        f'{lipat}</button>{pegangan}<div class="berkode"><span class="kode">{kode}</span><span><a href="{simpul}">'
        f"{escape(s.uraian)}</a>{arsip}{nomenklatur}"
        f'<small class="ponsel">{jenis}</small></span></div></th><td class="meja sempit">{jenis}</td>'
        f'<td class="meja">{bidang}</td><td class="n meja">{b.indikator or ""}</td>'
        f'<td><a class="tombol kecil" data-dialog href="{tindakan}">Tindakan<span class="sr"> {kode}</span></a>'
        "</td></tr>"
    )


def _leluhur(leluhur: tuple[str, ...]) -> str:
    return f' data-leluhur="{" ".join(leluhur)}"' if leluhur else ""


def saring(baris: list[BarisPohon], cocok: Any) -> list[BarisPohon]:
    """The rows that match, and those above them."""
    perlu: set[str] = set()
    for b in baris:
        if cocok(b.butir.kode, b.butir.uraian, b.butir.kode_nomenklatur, b.butir.bidang):
            perlu |= {b.nomor, *b.leluhur}
    return [b for b in baris if b.nomor in perlu]


def objek_renstra(request: PermintaanInstansi, kode: str, model: Any, *ikut: str) -> Any:
    """A node or indicator of the version in force in the page's year; None where there is none."""
    renstra = renstra_tahun(request.instansi, request.tahun)
    if renstra is None or "\x00" in kode:
        return None
    return model.objects.filter(renstra=renstra, kode=kode).select_related("renstra", *ikut).first()


# What the plan does not cover


@dataclass(frozen=True)
class Cakupan:
    """Gaps: sasaran without program, sub kegiatan without sasaran, indicators without (some) targets."""

    sasaran: list[SimpulPohon]
    sub_kegiatan: list[SimpulPohon]
    tanpa_indikator: list[SimpulPohon]
    indikator: list[tuple[Indikator, list[int]]]


def cakupan(renstra: Renstra, tahun: int) -> Cakupan:
    """Four queries, however large the plan."""
    pohon = susun_pohon(butir_renstra(renstra), {}, tahun, arsip=False)
    butir = {b.butir.id: b.butir for b in pohon}
    indikator = {
        i.pk: i
        for i in Indikator.objects.filter(renstra=renstra)
        .select_related("simpul")
        .filter(Q(tahun_selesai__isnull=True) | Q(tahun_selesai__gte=tahun), simpul__in=butir)
    }
    dilayani = _dilayani(renstra, butir, indikator)
    program = {s for pk, semua in dilayani.items() if butir[pk].jenis == "program" for s in semua}
    berindikator = {i.simpul_id for i in indikator.values()}
    return Cakupan(
        [b for b in butir.values() if b.jenis == "sasaran" and b.id not in program],
        [b for b in butir.values() if b.jenis == "sub_kegiatan" and not dilayani[b.id]],
        [b for b in butir.values() if b.jenis in ("tujuan", "sasaran") and b.id not in berindikator],
        _tanpa_target(renstra, indikator, tahun),
    )


def _dilayani(renstra: Renstra, butir: dict[int, SimpulPohon], indikator: dict[int, Indikator]) -> dict[int, set[int]]:
    """Per node the sasaran that it serves: by its place, by its own mendukung, or by those above it."""
    sendiri: dict[int, set[int]] = defaultdict(set)
    for simpul, sasaran, iku in Dukungan.objects.filter(simpul__renstra=renstra).values_list(
        "simpul_id", "sasaran_id", "indikator_id"
    ):
        tujuan = sasaran or (indikator[iku].simpul_id if iku in indikator else None)
        if tujuan in butir:
            sendiri[simpul].add(tujuan)
    hasil: dict[int, set[int]] = {}
    for pk, b in butir.items():  # parents come first
        atas = hasil.get(b.induk_id or 0, set())
        hasil[pk] = {pk} if b.jenis == "sasaran" else sendiri[pk] | atas
    return hasil


def _tanpa_target(renstra: Renstra, indikator: dict[int, Indikator], tahun: int) -> list[tuple[Indikator, list[int]]]:
    ada: dict[int, set[int]] = defaultdict(set)
    target = Target.objects.filter(indikator__in=indikator, triwulan__isnull=True)
    for pk, t in target.filter(versi=Target.Versi.RENSTRA).values_list("indikator_id", "tahun"):
        ada[pk].add(t)
    hasil = []
    for i in indikator.values():
        perlu = [t for t in tahun_target(renstra, tahun) if berlaku(i, t)]
        if i.mengacu_id is None and (kurang := [t for t in perlu if t not in ada[i.pk]]):
            hasil.append((i, kurang))
    return hasil
