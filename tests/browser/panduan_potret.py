"""Every picture of the help: on whose page it is taken, where, and which parts of the page it shows."""

from types import SimpleNamespace
from urllib.parse import urlencode

from laporan.pemda.banding import kunci

from .gambar_uji import Potret
from .panduan_dunia import TW

KEPALA = ".kepala-halaman"
UTAMA = f"{KEPALA} .utama"
ISI = "main > :not(#kabar)"
CATATAN = "section[aria-labelledby=catatan]"
LEBAR = 1366


def j(nama: str) -> str:
    """A section of a page, by the name of its heading."""
    return f"section[aria-labelledby=j-{nama}]"


def daftar(d: SimpleNamespace) -> list[Potret]:
    isi, tw = f"{d.akar}/tw{TW}/capaian/isi", f"{d.akar}/tw{TW}"
    naskah = f"{d.akar}/laporan/naskah/bagian/{{}}/"
    versi = f"/{d.instansi.kode}/2024/laporan/versi/1/"
    pengguna = "/kelola/sakip/pengguna/"
    ikm = urlencode({"indikator": kunci(d.i.ikm.nama, d.i.ikm.satuan)})
    return [
        Potret(
            "bidang-beranda", "staf", f"{tw}/", (".bilah", ".rel ul", KEPALA, j("menunggu")), (".lonceng", ".antrean a")
        ),
        Potret("isian-papan", "staf", f"{isi}/", (KEPALA, "table.papan"), (UTAMA,)),
        Potret("bidang-lembar", "staf", f"{isi}/{d.mutasi.pk}/", (KEPALA, "#lembar"), ("td.sel",), lebar=LEBAR),
        Potret(
            "bidang-ajukan",
            "staf",
            f"{isi}/{d.mutasi.pk}/",
            (KEPALA, "#ringkas"),
            (UTAMA,),
            ("details.kurang summary",),
        ),
        Potret(
            "bidang-rinci",
            "staf",
            f"{isi}/rinci/{d.i.usul.pk}/",
            (KEPALA, "#lembar table", ".bidang:has(> #a-pendorong)", "section[aria-labelledby=bukti]"),
            lebar=LEBAR,
        ),
        Potret("bidang-kembali", "staf", f"{isi}/rinci/{d.i.jabatan.pk}/", ("section[aria-labelledby=utas]",)),
        Potret(
            "bidang-rencana-aksi",
            "staf",
            f"{d.akar}/rencana-aksi/{d.mutasi.pk}/",
            (KEPALA, "#lembar", j("setuju")),
            (j("setuju") + " .utama",),
            lebar=LEBAR,
        ),
        Potret(
            "bidang-naskah",
            "staf",
            naskah.format("1.5"),
            (KEPALA, ".kerangka > ul > li:nth-child(-n+9)", "section[aria-label=Penugasan]", "section[data-objek]"),
            lebar=LEBAR,
        ),
        Potret(
            "bidang-setujui", "kabid", f"{isi}/{d.kompetensi.pk}/", (KEPALA, "#lembar"), (UTAMA, "#alasan"), lebar=LEBAR
        ),
        Potret("perencanaan-rencana", "perencanaan", f"{d.akar}/rencana/", (KEPALA, ".rencana-kepala", "main table")),
        Potret("perencanaan-pk", "perencanaan", f"{d.akar}/pk/", (KEPALA, "main table", j("buat"))),
        Potret(
            "perencanaan-pagu", "perencanaan", f"{d.akar}/anggaran/pagu/", (KEPALA, "#lembar"), ("td.sel",), lebar=LEBAR
        ),
        Potret(
            "perencanaan-jadwal",
            "perencanaan",
            f"{d.akar}/jadwal/",
            (KEPALA, "main table >> nth=0"),
            ("tbody:nth-last-of-type(1) .tombol",),
        ),
        Potret("perencanaan-pantau", "perencanaan", f"{isi}/", (KEPALA, "table.papan", j("kurang"))),
        Potret("perencanaan-verifikasi", "perencanaan", f"{isi}/{d.sekretariat.pk}/", (KEPALA, "#lembar"), (UTAMA,)),
        Potret(
            "perencanaan-temuan",
            "perencanaan",
            f"{d.akar}/temuan/",
            (KEPALA, ".lipat-saring", "#j-peringatan", ".daftar-temuan tbody >> nth=0 >> tr:nth-child(-n+5)"),
            (".tindakan-temuan a",),
        ),
        Potret(
            "perencanaan-naskah",
            "perencanaan",
            naskah.format("3.2"),
            (KEPALA, ".kerangka > ul > li:nth-child(-n+8)", "section[aria-label=Penugasan]", j("draf")),
            lebar=LEBAR,
        ),
        Potret(
            "perencanaan-lkjip", "perencanaan", f"{d.akar}/laporan/", (KEPALA, "#susunan", j("konsep"), j("sampaikan"))
        ),
        Potret("catatan", "perencanaan", versi, (KEPALA, "main > .keterangan", CATATAN)),
        Potret(
            "kepala-dasbor", "kepala", f"{tw}/dasbor/", (KEPALA, j("menunggu"), j("keputusan"), j("mutu")), lebar=LEBAR
        ),
        Potret(
            "kepala-setujui",
            "kepala",
            f"{tw}/dasbor/",
            (".antrean >> nth=0",),
            (".antrean button",),
            (".antrean summary",),
        ),
        Potret("asal-angka", "kepala", f"{tw}/jelas/indikator/{d.i.ip.kode}/capaian/", (ISI,)),
        Potret("kepala-pengganti", "kepala", f"{d.akar}/jadwal/pengganti/", (ISI,)),
        Potret("kepala-pk", "kepala", f"{d.akar}/pk/{d.pk.pk}/", (ISI,)),
        Potret("kepala-lkjip", "kepala", f"{d.akar}/laporan/", (KEPALA, "#susunan", j("konsep")), ("#t-unduh",)),
        Potret(
            "inspektorat-meja",
            "inspektorat",
            "/meja/2024/",
            (KEPALA, ".saring", "#kemas .gulung"),
            ("td:last-child a",),
            lebar=LEBAR,
        ),
        Potret(
            "inspektorat-zip",
            "inspektorat",
            "/meja/2024/",
            ("#kemas tbody tr:nth-last-child(-n+3)", "#kemas .tindakan"),
            ("#kemas .tindakan",),
            lebar=LEBAR,
        ),
        Potret("inspektorat-versi", "inspektorat", versi, (KEPALA, "main > .keterangan"), (UTAMA,)),
        Potret("inspektorat-catatan", "inspektorat", versi, (CATATAN,)),
        Potret("pemda-tabel", "pembaca", "/pemda/2025/", (ISI,), lebar=LEBAR),
        Potret(
            "pembaca-saring",
            "pembaca",
            "/pemda/2025/?predikat=Sedang",
            (KEPALA, ".tab", ".lipat-saring", "main .gulung"),
            (".saring .tombol",),
            lebar=LEBAR,
        ),
        Potret("pembaca-unduh", "pembaca", "/pemda/2025/", (KEPALA, ".tab"), (f"{KEPALA} .tindakan",)),
        Potret("pembaca-indikator", "pembaca", f"/pemda/2025/indikator/?{ikm}", (ISI,)),
        Potret("pembaca-antartahun", "pembaca", "/pemda/2025/antartahun/", (ISI,)),
        Potret("ikhtisar", "pembaca", f"{d.akar}/", (".bilah", ".rel ul", KEPALA, ".pokok", j("iku")), lebar=LEBAR),
        Potret("admin-mulai", "admin", "/mulai/", (KEPALA, ".langkah", "main > p:has(.utama)"), ("main > p .utama",)),
        Potret(
            "admin-undangan",
            "admin",
            f"/mulai/undangan/?instansi={d.instansi.kode}",
            (KEPALA, "main form:has(table) .tindakan >> nth=0", "main .gulung"),
            ("main form:has(table) .tombol >> nth=0",),
        ),
        Potret("admin-instalasi", "admin", "/instalasi/", (KEPALA, j("instansi"))),
        Potret(
            "admin-pekerjaan",
            "admin",
            "/instalasi/",
            (
                "#j-pekerjaan",
                "#j-pekerjaan ~ h3 >> nth=0",
                "#j-pekerjaan ~ p >> nth=0",
                "#j-pekerjaan ~ .gulung >> nth=0",
            ),
            ("#j-pekerjaan ~ .gulung button",),
        ),
        *(
            Potret(nama, "admin", alamat, bagian, sorot, (), 1100, huruf_kita=False)
            for nama, alamat, bagian, sorot in (
                ("admin-pengguna", f"{pengguna}add/", ("#content h1", "#content fieldset"), ()),
                (
                    "admin-tindakan",
                    f"{pengguna}?q={d.instansi.kode}",
                    ("#content h1", "#changelist-form"),
                    ("select[name=action]",),
                ),
                ("admin-nonaktif", f"{pengguna}{d.staf.pk}/change/", ("fieldset:has(#id_peran)",), ("#id_is_active",)),
            )
        ),
    ]
