"""The house: which way imports run, what stays pure, how much stands in one room. `docs/arsitektur.md` says why."""

import ast
import re
import tomllib
from collections import Counter
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

AKAR = Path(__file__).parents[2]
URUTAN = ("sakip", "renstra", "anggaran", "capaian", "laporan")
"""Each app may import those before it."""
MURNI = (
    "sakip/angka.py",
    "sakip/ditolak.py",
    "sakip/kisi/hasil.py",
    "sakip/kisi/urai.py",
    "renstra/bentuk.py",
    "renstra/skala.py",
    "anggaran/bentuk.py",
    "anggaran/hitung.py",
    "anggaran/rumus.py",
    "anggaran/sipd/*.py",
    "capaian/bentuk.py",
    "capaian/hitung/*.py",
    "capaian/rumus.py",
    "laporan/ikhtisar/bentuk.py",
    "laporan/ikhtisar/indikator.py",
    "laporan/bagian/daftar.py",
    "laporan/bagian/letak.py",
    "sakip/kaya/rujukan.py",
    "laporan/naskah/nilai.py",
    "laporan/naskah/draf/bentuk.py",
    "laporan/naskah/prosa/*.py",
    "laporan/periksa/bentuk.py",
    "laporan/periksa/capaian.py",
    "laporan/periksa/rencana.py",
    "laporan/periksa/uang.py",
    "capaian/wajar.py",
    "laporan/ikhtisar/kas.py",
    "laporan/ikhtisar/penunjang.py",
    "laporan/ikhtisar/renja.py",
    "laporan/ikhtisar/simpul.py",
)
"""Formulas and shapes: values in, values out. No models, no clock, no settings."""
TAK_MURNI = ("django", "celery", "time", "laporan.models", "capaian.models", "anggaran.models", "renstra.models")
TAK_MURNI += ("sakip.models", "renstra.muat", "anggaran.muat", "capaian.muat", "laporan.ikhtisar.muat")
TAK_DIHITUNG = {"__init__", "apps", "models", "urls", "admin", "settings", "wsgi", "celery"}
SEKAMAR_DARI_SEMUA = 0.12
MODUL_SEKAMAR = 12
BARIS_SEBERKAS = 400
BARIS_UJI = 600


def berkas_python(*aplikasi: str) -> list[Path]:
    semua = (p for a in aplikasi for p in (AKAR / a).rglob("*.py"))
    return sorted(p for p in semua if "migrations" not in p.parts)


def modul(berkas: Path) -> str:
    bagian = berkas.relative_to(AKAR).with_suffix("").parts
    return ".".join(bagian[:-1] if bagian[-1] == "__init__" else bagian)


def impor(berkas: Path, *, saat_jalan_saja: bool = False) -> set[str]:
    """The modules that a file imports, wherever in it; `saat_jalan_saja` leaves out those for types only."""
    sendiri = modul(berkas)
    paket = sendiri if berkas.name == "__init__.py" else sendiri.rpartition(".")[0]
    pohon = ast.parse(berkas.read_text(encoding="utf-8"))
    hanya_tipe = {
        anak
        for n in ast.walk(pohon)
        if saat_jalan_saja and isinstance(n, ast.If) and "TYPE_CHECKING" in ast.dump(n.test)
        for anak in ast.walk(n)
    }
    hasil: set[str] = set()
    for n in ast.walk(pohon):
        if n in hanya_tipe:
            continue
        if isinstance(n, ast.Import):
            hasil |= {a.name for a in n.names}
        elif isinstance(n, ast.ImportFrom):
            atas = paket.split(".")[: len(paket.split(".")) - n.level + 1] if n.level else []
            nama = ".".join([*atas, *([n.module] if n.module else [])])
            hasil |= {nama} | {f"{nama}.{a.name}" for a in n.names}
    return hasil


def melawan_arah(berkas: Path) -> list[str]:
    """What a file imports from an app above its own."""
    di_atas = URUTAN[URUTAN.index(modul(berkas).split(".")[0]) + 1 :]
    return sorted(i for i in impor(berkas) if i.split(".")[0] in di_atas)


def test_impor_mengikuti_urutan():
    salah = {modul(b): melawan_arah(b) for b in berkas_python(*URUTAN)}
    assert {m: i for m, i in salah.items() if i} == {}


def test_impor_yang_melawan_arah_ketahuan(tmp_path, monkeypatch):
    monkeypatch.setattr("tests.sakip.test_arsitektur.AKAR", tmp_path)
    berkas = tmp_path / "renstra" / "contoh.py"
    berkas.parent.mkdir()
    berkas.write_text("def f():\n    from laporan.ikhtisar import susun\n")
    assert melawan_arah(berkas) == ["laporan.ikhtisar", "laporan.ikhtisar.susun"]
    berkas.write_text("from sakip.models import Pemda\n")
    assert melawan_arah(berkas) == []


def test_tidak_ada_lingkaran():
    """Also not within an app, and not by an import inside a function."""
    semua = {modul(b): b for b in berkas_python(*URUTAN)}
    panah = {m: {i for i in impor(b, saat_jalan_saja=True) if i in semua and i != m} for m, b in semua.items()}
    for m in list(panah):  # a package's own list of names is no arrow to who imports from it
        panah[m] -= {i for i in panah[m] if m.startswith(f"{i}.")}
    selesai: set[str] = set()

    def telusuri(m: str, jalan: tuple[str, ...]) -> None:
        assert m not in jalan, " → ".join((*jalan[jalan.index(m) :], m))
        if m not in selesai:
            for berikut in sorted(panah[m]):
                telusuri(berikut, (*jalan, m))
            selesai.add(m)

    for m in sorted(panah):
        telusuri(m, ())


def test_celery_hanya_dikenal_pekerjaan():
    """Whoever asks for a job is given how to, or calls a task; what a job is, `sakip.pekerjaan` says."""
    kenal = {modul(b) for b in berkas_python(*URUTAN) if any(i.split(".")[0] == "celery" for i in impor(b))}
    tasks = {m for m in kenal if m.endswith(".tasks")}
    boleh = {"sakip.celery", "sakip.settings", "sakip.pekerjaan.pekerjaan", "sakip.pekerjaan.pemulihan"}
    assert kenal - tasks - boleh == set()


@pytest.mark.parametrize("pola", MURNI)
def test_rumus_tidak_mengenal_model_jam_dan_pengaturan(pola):
    berkas = sorted(AKAR.glob(pola))
    assert berkas, pola
    for b in berkas:
        kotor = {i for i in impor(b, saat_jalan_saja=True) if any(i == t or i.startswith(f"{t}.") for t in TAK_MURNI)}
        assert kotor == set(), modul(b)


def test_yang_murni_diperiksa_tipenya_dengan_ketat():
    mypy = tomllib.loads((AKAR / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    ketat = [m for o in mypy["overrides"] if o.get("disallow_any_generics") for m in o["module"]]
    murni = {modul(b) for pola in MURNI for b in AKAR.glob(pola)}
    assert {m for m in murni if not any(fnmatchcase(f"{m}.", f"{k.removesuffix('.*')}.*") for k in ketat)} == set()


def test_laporan_bukan_seisi_rumah():
    """What reads across is less than the rest, with all the rooms that were built on to it."""
    baris = {b: len(b.read_text(encoding="utf-8").splitlines()) for b in berkas_python(*URUTAN)}
    semua = sum(baris.values())
    bagian = {b: b.relative_to(AKAR).parts for b in baris}
    laporan = sum(n for b, n in baris.items() if bagian[b][0] == "laporan")
    print(f"laporan: {laporan / semua:.1%} dari {semua} baris")
    assert laporan / semua < 0.45
    kamar: Counter[str] = Counter()
    for b, n in baris.items():
        if len(bagian[b]) > 2:
            kamar["/".join(bagian[b][:2])] += n
    assert {k: n for k, n in kamar.items() if n > SEKAMAR_DARI_SEMUA * semua} == {}


def test_tidak_ada_kamar_yang_sesak():
    isi: dict[Path, list[str]] = {}
    for b in berkas_python(*URUTAN):
        if b.stem not in TAK_DIHITUNG and "commands" not in b.parts:
            isi.setdefault(b.parent, []).append(b.stem)
    assert {str(f): sorted(m) for f, m in isi.items() if len(m) > MODUL_SEKAMAR} == {}


def test_tidak_ada_berkas_yang_terlalu_panjang():
    skrip = [p for pola in ("*.js", "*.css") for p in (AKAR / "sakip/static/sakip").rglob(pola)]
    panjang = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in [*berkas_python(*URUTAN), *skrip]}
    panjang |= {p: len(p.read_text().splitlines()) for p in (AKAR / ".ci").iterdir()}
    assert {str(p): n for p, n in panjang.items() if n > BARIS_SEBERKAS} == {}
    uji = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in berkas_python("tests")}
    assert {str(p): n for p, n in uji.items() if n > BARIS_UJI} == {}


@pytest.mark.parametrize("panduan", ["arsitektur.md", "letak.md"])
def test_yang_ditunjuk_dokumen_ada(panduan):
    """Paths from the top. What is named after another and stands beside it is left to its reader."""
    atas = {b.name for b in AKAR.iterdir()}
    tertulis = set(re.findall(r"`([\w.-]+/[\w./-]*)`", (AKAR / "docs" / panduan).read_text()))
    assert len(tertulis) > 30
    assert sorted(t for t in tertulis if t.split("/")[0] in atas and not (AKAR / t).exists()) == []


def test_arsitektur_dua_halaman():
    assert len((AKAR / "docs/arsitektur.md").read_text().split()) < 1_000
