"""Sentences about one indicator or sasaran. Each is empty where the data do not hold all that it asserts. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from laporan.ikhtisar.bentuk import IkhtisarIndikator, IkhtisarSasaran
from sakip.angka import tulis
from sakip.kaya.rujukan import BAGIAN

from .bentuk import METODE, BahanDraf, luput, r

_ANGKA = "angka"


def capaian(b: BahanDraf, i: IkhtisarIndikator) -> str:
    """Target, realisasi and capaian of the year, as far as there are any."""
    tahun, nama = b.ikhtisar.tahun, luput(i.nama)
    if i.capaian_dinyatakan and i.capaian is not None:
        return f"Capaian {nama} tahun {tahun} dinyatakan sebesar {r('capaian', i.kode)}."
    target, realisasi = _target(i), ""
    if i.realisasi is not None:
        realisasi = _bersatuan(i, r("realisasi", i.kode, bentuk=_ANGKA if i.realisasi_teks else ""))
    if not target or not realisasi:
        ada = f"Realisasi {nama} tahun {tahun} adalah {realisasi}." if realisasi else ""
        return ada or (f"Target {nama} tahun {tahun} adalah {target}." if target else "")
    teks = f"Target {nama} tahun {tahun} adalah {target} dan realisasinya {realisasi}"
    if i.capaian is None:
        return f"{teks}."
    predikat = f" dengan predikat {r('predikat', i.kode)}" if i.predikat else ""
    status = f" ({r('status', i.kode)})" if i.status else ""
    return f"{teks}, sehingga capaiannya {r('capaian', i.kode)}{predikat}{status}."


def _bersatuan(i: IkhtisarIndikator, angka: str, tercetak: str = "") -> str:
    """A number with its unit; one whose text carries the unit already stays as it is."""
    satuan = i.satuan if i.satuan.isupper() else i.satuan.lower()
    return angka if not satuan or satuan.casefold() in tercetak.casefold() else f"{angka} {luput(satuan)}"


def _target(i: IkhtisarIndikator) -> str:
    if i.target_teks:
        nilai = r("target", i.kode)
        return nilai if any(h.isalpha() for h in i.target_teks) else _bersatuan(i, nilai, i.target_teks)
    if i.target is None:
        return ""
    batas = f"–{r('target_atas', i.kode)}" if i.target_atas is not None else ""
    return _bersatuan(i, f"{r('target', i.kode)}{batas}")


def keterangan(b: BahanDraf, i: IkhtisarIndikator) -> Iterator[str]:
    """What the realisasi is beside a number: as stated, its own predikat, the two numbers that it is made of."""
    if i.realisasi_teks:
        yield f"Realisasi itu dinyatakan sebagai {r('realisasi', i.kode)}."
    if i.predikat_nilai:
        yield f"Nilai itu berpredikat {r('predikat_nilai', i.kode)} menurut skalanya sendiri."
    if i.pembilang is not None and i.penyebut is not None:
        yield f"Pembilang {r('pembilang', i.kode)}, penyebut {r('penyebut', i.kode)}."


def deret(b: BahanDraf, i: IkhtisarIndikator) -> str:
    """Rise or fall against the latest year before that has a number."""
    tahun = b.ikhtisar.tahun
    kini = next((d for d in i.deret if d.tahun == tahun), None)
    lalu = [d for d in i.deret if d.tahun < tahun and d.realisasi is not None]
    if kini is None or kini.selisih is None or kini.realisasi is None or not lalu:
        return ""
    sebelum = lalu[-1]
    dulu = r("realisasi", i.kode, sebelum.tahun, _ANGKA if sebelum.realisasi_teks else "")
    if kini.selisih == 0:
        return f"Realisasi sama dengan tahun {sebelum.tahun}, yaitu {dulu}."
    persen = f" atau {r('kenaikan', i.kode, bentuk='mutlak')}" if kini.kenaikan_persen is not None else ""
    return (
        f"Dibandingkan dengan tahun {sebelum.tahun} ({dulu}), realisasi {r('arah', i.kode)} "
        f"{r('selisih', i.kode, bentuk='mutlak')}{persen}."
    )


def akhir_renstra(b: BahanDraf, i: IkhtisarIndikator) -> str:
    a = i.akhir_renstra
    if a.capaian is None or i.realisasi is None or (a.target is None and not a.teks):
        return ""
    tercetak = a.teks or (tulis(a.target, cara=b.ikhtisar.pembulatan) if a.target is not None else "")
    realisasi = r("realisasi", i.kode, bentuk=_ANGKA if i.realisasi_teks else "")
    return (
        f"Terhadap target akhir Renstra tahun {a.tahun} sebesar {_bersatuan(i, r('target_akhir', i.kode), tercetak)}, "
        f"realisasi tahun {b.ikhtisar.tahun} ({realisasi}) mencapai {r('capaian_akhir', i.kode)}."
    )


def nasional(b: BahanDraf, i: IkhtisarIndikator) -> str:
    n = i.nasional
    if n is None or (n.nilai is None and not n.teks):
        return ""
    capaian_nya = f"; capaian terhadap standar itu {r('capaian_nasional', i.kode)}" if n.capaian is not None else ""
    return f"Standar nasional {luput(i.nama)} adalah {r('nasional', i.kode)}{capaian_nya}."


def pembanding(b: BahanDraf, i: IkhtisarIndikator) -> str:
    """The place among the agencies compared with; a national figure is no agency."""
    ada = any(p.nilai is not None and p.jenis != "nasional" for p in i.pembanding)
    if not ada or i.realisasi is None or i.arah == "rentang":
        return ""
    realisasi = r("realisasi", i.kode, bentuk=_ANGKA if i.realisasi_teks else "")
    return (
        f"Realisasi {realisasi} berada pada urutan ke-{r('urutan', i.kode)} dari {r('dibandingkan', i.kode)} nilai "
        "yang dibandingkan."
    )


def komponen(b: BahanDraf, i: IkhtisarIndikator) -> str:
    """The sum; the weakest parts only where every part is known and some are weaker than others."""
    hasil = [f"Jumlah nilai komponen adalah {r('komponen', i.kode)}."] if i.jumlah_komponen is not None else []
    persen = [k.persen for k in i.komponen if k.persen is not None]
    if len(persen) == len(i.komponen) > 1 and min(persen) < 100 and min(persen) < max(persen):
        lemah = sorted(i.komponen, key=lambda k: k.persen or 0)[: 2 if len(persen) > 2 else 1]
        if not any({"@", "|", "{", "}"} & set(k.nama) for k in lemah):  # else no reference can name the part
            nilai = {k.nama: r("persen_komponen", f"{i.kode}{BAGIAN}{k.nama}") for k in lemah}
            nama = " dan ".join(f"{luput(k.nama)} ({nilai[k.nama]} dari maksimum)" for k in lemah)
            hasil.append(f"Komponen dengan persentase terendah adalah {nama}.")
    return " ".join(hasil)


def efisiensi(b: BahanDraf, i: IkhtisarIndikator) -> str:
    """Only of what serves a sasaran: the money of a tujuan is that of all its sasaran."""
    e = i.efisiensi
    if b.simpul[i.induk].jenis == "tujuan" or i.capaian is None or not e.kesimpulan:
        return ""
    if e.nilai is None or e.serapan is None or e.pagu is None or e.realisasi is None:
        return ""
    return (
        f"Dengan realisasi anggaran {r('belanja', i.kode)} dari pagu {r('pagu', i.kode)} (serapan "
        f"{r('serapan', i.kode)}), capaian {r('capaian', i.kode)} memberi nilai efisiensi {r('efisiensi', i.kode)}, "
        f"sehingga penggunaan anggaran {r('kesimpulan', i.kode)}. Metode: {METODE[b.ikhtisar.metode_efisiensi]}."
    )


def sasaran(b: BahanDraf, s: IkhtisarSasaran) -> str:
    if s.capaian is None or not s.dihitung:
        return ""
    sebagian = f"{r('dihitung', s.kode)} dari " if s.dihitung < s.anggota else ""
    rata = f" (rata-rata {sebagian}{r('anggota', s.kode)} IKU)" if s.anggota > 1 else ""
    predikat = f", predikat {r('predikat', s.kode)}" if s.predikat else ""
    return f"Capaian sasaran adalah {r('capaian', s.kode)}{rata}{predikat}."
