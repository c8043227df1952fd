"""Finds what there is to attack, so that whatever is added is attacked too: every address from the resolver, every form
by following links, every name that a view asks a form for from its source."""

import inspect
import re
import sys
from collections import deque
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.urls import Resolver404, get_resolver, resolve
from lxml import html

from laporan import dokumen
from laporan.ikhtisar.bentuk import ke_json
from laporan.ikhtisar.susun import susun_ikhtisar
from laporan.lkjip.bahan import kumpulkan
from tests import pabrik as p
from tests import pabrik_anggaran as pa
from tests import pabrik_laporan as pl
from tests.alat import alamat, halaman_baca

KELUAR = ("keluar/", "kelola/logout/")
"""Who goes out of the way attacks nothing more."""
_MEDAN = re.compile(r"""(?:POST|FILES)\.(?:get|getlist|pop)\(\s*["']([\w-]+)["']|(?:POST|FILES)\[["']([\w-]+)["']\]""")
_BERKAS = re.compile(r"\.(?:pdf|docx|xlsx|csv|json|zip|svg)(?:$|\?)|/(?:unduh|kosong)/")
"""What is saved, not shown, has no forms."""
_SIMPUL = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")


def pola(penyelesai=None, di_bawah=""):
    """(address as it is written, name, view) of everything, Django's own administration too."""
    for satu in (penyelesai or get_resolver()).url_patterns:
        jalur = di_bawah + str(satu.pattern)
        if hasattr(satu, "url_patterns"):
            yield from pola(satu, jalur)
        elif jalur not in KELUAR:
            yield jalur, satu.name or "", satu.callback


def terisi(jalur, pilih):
    """An address of this pattern; `pilih(name)` gives each of its parts."""
    jalur = re.sub(r"[\^$]", "", jalur)
    return "/" + _SIMPUL.sub(lambda m: str(pilih(m[1] or m[2])), jalur).replace("\\Z", "")


def medan_view(view):
    """The names that a view's module asks a form for."""
    try:
        sumber = inspect.getsource(sys.modules[inspect.unwrap(view).__module__])
    except (KeyError, OSError, TypeError):
        return set()
    return {satu or dua for satu, dua in _MEDAN.findall(sumber)}


def isi_dunia(dunia):
    """One of each object that pages stand for, so that there are pages to find; none is stored in a file."""
    hss, tahun = dunia.hss, 2024
    milik = {"perangkat_daerah": hss, "tahun": tahun}
    for triwulan in (1, 2, 4):
        p.JadwalFactory(**milik, triwulan=triwulan)
        p.JadwalFactory(**milik, triwulan=triwulan, rencana_aksi=True)
    pihak = dict.fromkeys(("nama", "nip", "jabatan", "status"), "x")
    isi = {"tempat": "Kandangan", "indikator": [], "program": [], "pihak_pertama": pihak, "pihak_kedua": pihak}
    for bidang, keadaan, beku in ((None, "draf", None), (p.BidangFactory(perangkat_daerah=hss), "ditandatangani", isi)):
        p.PerjanjianKinerjaFactory(**milik, bidang=bidang, keadaan=keadaan, isi=beku)
    p.PenggantianFactory(perangkat_daerah=hss, pejabat=dunia.kepala, pengganti=dunia.bidang)
    p.PemberitahuanFactory(pengguna=dunia.perencanaan)
    p.SesiFactory(pengguna=dunia.perencanaan)
    i = hss.renstra.first().indikator.get(kode="I.T1.1")
    p.BuktiFactory(indikator=i, tahun=tahun, triwulan=4)
    p.KomentarFactory(indikator=i, tahun=tahun, triwulan=4, oleh=dunia.kepala)
    pa.ImporSipdFactory(**milik, keadaan="gagal", kesalahan="Rusak")
    pl.UnggahanBukuFactory(**milik, keadaan="gagal", pembuat=dunia.perencanaan)
    pl.UnggahanFactory(**milik)
    beku = {"ikhtisar": ke_json(susun_ikhtisar(hss, tahun)), "bahan": kumpulkan(hss, tahun) | {"peringatan": []}}
    s = pl.SusunanFactory(**milik, **beku, jadi=True)
    bahan = dokumen.bahan("cascading", hss, tahun, None, None)
    pl.SusunanFactory(**milik, jenis="cascading", ikhtisar=beku["ikhtisar"], bahan=bahan, jadi=True)
    versi = pl.PenyampaianFactory(susunan=s, tahun=tahun, versi=1, oleh=dunia.perencanaan)
    pl.CatatanMejaFactory(penyampaian=versi, oleh=dunia.inspektorat)
    pl.PaketFactory(pemda=hss.pemda, tahun=tahun, pembuat=dunia.inspektorat)


ASING = 987_654_321
"""The number of everything that `milik_tetangga` makes."""


def milik_tetangga(dunia):
    """One of each object of another agency, all with the number `ASING`."""
    milik = {"perangkat_daerah": dunia.balangan, "tahun": 2024, "pk": ASING}
    r, oleh = dunia.balangan.renstra.first(), dunia.tetangga
    bidang = p.BidangFactory(perangkat_daerah=dunia.balangan, pk=ASING, kode="ASING")
    orang = p.PenggunaFactory(perangkat_daerah=dunia.balangan, pk=ASING, bidang=bidang)
    simpul = p.SasaranFactory(renstra=r, pk=ASING, kode="S.ASING")
    i = p.IndikatorFactory(simpul=simpul, pk=ASING, kode="I.ASING")
    p.PenggantianFactory(perangkat_daerah=dunia.balangan, pejabat=oleh, pengganti=orang, pk=ASING)
    p.PerjanjianKinerjaFactory(**milik, keadaan="draf")
    p.BuktiFactory(indikator=i, tahun=2024, triwulan=4, pk=ASING)
    p.JadwalFactory(**milik, triwulan=4)
    pa.ImporSipdFactory(**milik, pembuat=oleh)
    pl.UnggahanBukuFactory(**milik, pembuat=oleh)
    pl.UnggahanFactory(**milik)
    pl.NarasiFactory(**milik, bagian="9.ASING", teks="Milik tetangga.")
    s = pl.SusunanFactory(**milik, jadi=True)
    pl.CatatanMejaFactory(penyampaian=pl.PenyampaianFactory(susunan=s, pk=ASING, oleh=oleh), pk=ASING, oleh=oleh)


@dataclass(frozen=True)
class Formulir:
    """Where it posts to, what stands in its fields, which of them take a file."""

    ke: str
    isi: dict
    berkas: tuple = ()

    @property
    def nama(self):
        return _nama(self.ke)


def _nama(tujuan):
    try:
        cocok = resolve(urlsplit(tujuan).path)
    except Resolver404:
        return ""
    return cocok.view_name or inspect.unwrap(cocok.func).__qualname__


def formulir(klien, terbanyak=600):
    """Every form that posts, of every kind of page that is reached: from the known pages on by links, one page for each
    name of an address and each quarter or none."""
    antre = deque(["/", "/sandi/", "/sesi/", "/kabar/", "/verifikasi/", "/kelola/", "/instalasi/", "/meja/", "/pemda/"])
    antre.extend(tujuan for _, tujuan in halaman_baca())
    antre.extend(alamat(n, triwulan=4) for n in ("isian", "dokumen", "rencana_aksi", "pk"))
    antre.append(alamat("isian_lembar", triwulan=4, bidang=0))
    kenal, ada = set(), {}
    while antre and len(kenal) < terbanyak:
        tujuan = antre.popleft()
        kunci = (_nama(tujuan), "/tw" in tujuan, tujuan if "/pk/" in tujuan else "")
        if kunci in kenal or not kunci[0] or tujuan.lstrip("/").startswith(KELUAR) or _BERKAS.search(tujuan):
            continue
        kenal.add(kunci)
        jawaban = klien.get(tujuan)
        if jawaban.status_code in (301, 302):
            antre.append(jawaban.url)
        if jawaban.streaming:
            for tutup in jawaban._resource_closers:
                tutup()
            continue
        if jawaban.status_code != 200 or "text/html" not in jawaban.headers.get("Content-Type", ""):
            assert jawaban.status_code < 500, tujuan
            continue
        pohon = html.fromstring(jawaban.content or b"<p></p>")
        pohon.make_links_absolute(f"http://testserver{tujuan}")
        for satu in pohon.forms:
            if satu.method == "POST" and (f := _satu(satu, tujuan)):
                ada.setdefault((f.nama, tuple(sorted(f.isi))), f)
        for simpul in pohon.xpath("//*[@href or @hx-get]"):
            antre.append((simpul.get("href") or simpul.get("hx-get")).removeprefix("http://testserver"))
    return sorted(ada.values(), key=lambda f: (f.nama, sorted(f.isi)))


def _satu(satu, tujuan):
    ke = (satu.action or tujuan).removeprefix("http://testserver").split("#")[0]
    if ke.lstrip("/").startswith(KELUAR) or not ke.startswith("/"):
        return None
    isi = dict.fromkeys(satu.fields, "") | {n: str(v) for n, v in satu.form_values()}
    isi.pop("csrfmiddlewaretoken", None)
    berkas = tuple(sorted({x.get("name") for x in satu.xpath(".//input[@type='file']")}))
    return Formulir(ke, {n: v for n, v in isi.items() if n not in berkas}, berkas)
