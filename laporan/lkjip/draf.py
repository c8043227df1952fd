"""Plain sentences made from the numbers, used where nobody has written any. Computes nothing.

A sentence speaks only where the data hold all that it asserts; else it is empty and the template leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator, IkhtisarSasaran
from sakip.angka import tulis, tulis_persen, tulis_uang

from .laporan import Laporan

DASAR_HUKUM = (
    "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah",
    "Peraturan Pemerintah Nomor 8 Tahun 2006 tentang Pelaporan Keuangan dan Kinerja Instansi Pemerintah",
    "Peraturan Presiden Nomor 29 Tahun 2014 tentang Sistem Akuntabilitas Kinerja Instansi Pemerintah",
    "Peraturan Menteri PANRB Nomor 53 Tahun 2014 tentang Petunjuk Teknis Perjanjian Kinerja, Pelaporan Kinerja "
    "dan Tata Cara Reviu atas Laporan Kinerja Instansi Pemerintah",
    "Peraturan Menteri Dalam Negeri Nomor 86 Tahun 2017 tentang Tata Cara Perencanaan, Pengendalian dan Evaluasi "
    "Pembangunan Daerah",
    "Peraturan Menteri PANRB Nomor 88 Tahun 2021 tentang Evaluasi Akuntabilitas Kinerja Instansi Pemerintah",
)
RUMUS = {
    "naik": "Realisasi ÷ Target × 100%",
    "turun-selisih": "(2 × Target − Realisasi) ÷ Target × 100%",
    "turun-rasio": "Target ÷ Realisasi × 100%",
    "rentang": "100% di dalam rentang; di bawahnya Realisasi ÷ batas bawah × 100%",
}
METODE = {
    "rasio": "capaian ÷ serapan; 1,00 atau lebih berarti efisien",
    "selisih": "capaian − serapan; lebih dari 0 poin berarti efisien",
    "pmk": "PMK 214/PMK.02/2017",
}


class Draf:
    """The generated sentences of one report."""

    def __init__(self, laporan: Laporan) -> None:
        self.lap = laporan
        self.i: Ikhtisar = laporan.i
        self.dasar_hukum = DASAR_HUKUM
        self.metode = METODE[self.i.metode_efisiensi]
        self.rumus = {
            "naik": RUMUS["naik"],
            "turun": RUMUS[f"turun-{self.i.rumus_turun}"],
            "rentang": RUMUS["rentang"],
        }

    def persen(self, nilai: Decimal) -> str:
        return tulis_persen(nilai, self.lap.cara).replace("\u00a0%", "%")

    def angka(self, nilai: Decimal) -> str:
        return tulis(nilai, cara=self.lap.cara)

    def dengan_satuan(self, i: IkhtisarIndikator, teks: str) -> str:
        """A number with its unit; a text that carries the unit already stays as it is."""
        satuan = i.satuan if i.satuan.isupper() else i.satuan.lower()
        return teks if not satuan or satuan.casefold() in teks.casefold() else f"{teks} {satuan}"

    # Front

    def pengantar(self) -> list[str]:
        i, nama = self.i, self.lap.instansi["nama"]
        perjanjian = f" atas pelaksanaan Perjanjian Kinerja Tahun {i.tahun}" if self.lap.bahan["pk"] else ""
        return [
            f"Laporan Kinerja {nama} Tahun {i.tahun} disusun sebagai pertanggungjawaban{perjanjian} kepada "
            f"{self.lap.instansi['pemberi_amanah_jabatan'] or 'kepala daerah'}, "
            "sesuai Peraturan Presiden Nomor 29 Tahun 2014 dan Peraturan Menteri PANRB Nomor 53 Tahun 2014.",
            "Semoga laporan ini memberi gambaran yang jelas tentang kinerja yang dicapai dan menjadi bahan perbaikan "
            "perencanaan, pelaksanaan, dan pengukuran kinerja pada tahun berikutnya.",
        ]

    def eksekutif(self) -> list[str]:
        hasil = [self.rata_iku(), self.dibatasi(), self.status(), self.anggaran(), self.efisiensi_total()]
        return [h for h in [*hasil, *self.sebab_utama()] if h]

    def rata_iku(self) -> str:
        """The mean capaian with how many IKU it is of; its predikat only where the ikhtisar gives one."""
        t = self.i.total
        if t.capaian_iku is None or not t.dihitung:
            return ""
        dari = f"{t.anggota} Indikator Kinerja Utama"
        if t.dihitung < t.anggota:
            dari = f"{t.dihitung} dari {dari}"
        if t.anggota == 1:
            return f"Pada tahun {self.i.tahun}, capaian Indikator Kinerja Utama adalah {self._nilai_rata()}."
        return f"Pada tahun {self.i.tahun}, rata-rata capaian {dari} adalah {self._nilai_rata()}."

    def _nilai_rata(self) -> str:
        total = self.i.total
        return f"{self.persen(total.capaian_iku or Decimal(0))}{f' ({total.predikat})' if total.predikat else ''}"

    def dibatasi(self) -> str:
        t, batas = self.i.total, self.i.batas_capaian
        if batas is None or t.capaian_iku_dibatasi is None or t.capaian_iku_dibatasi == t.capaian_iku:
            return ""
        return (
            f"Bila capaian di atas {self.persen(batas)} dihitung sebesar itu, rata-ratanya "
            f"{self.persen(t.capaian_iku_dibatasi)}."
        )

    def status(self) -> str:
        per: dict[str, int] = {}
        for i in self.lap.iku:
            if i.status:
                per[i.status] = per.get(i.status, 0) + 1
        rinci = ", ".join(f"{jumlah} IKU {status}" for status, jumlah in per.items())
        return f"Menurut status terhadap target: {rinci}." if rinci else ""

    def sebab_utama(self) -> Iterable[str]:
        for i in self.lap.iku:
            if i.capaian is not None and i.capaian < 100 and i.analisis.penghambat:
                sebab = i.analisis.penghambat.split("\n")[0].rstrip(".;")
                yield f"{i.nama} mencapai {self.persen(i.capaian)}; penghambat utamanya: {sebab}."

    def efisiensi_total(self) -> str:
        t = self.i.total
        if not t.kesimpulan or t.capaian_banding is None or t.serapan_rata_sasaran is None or t.efisiensi is None:
            return ""
        kurang = [s for s in self.lap.sasaran if s.angka.kesimpulan == "tidak efisien"]
        teks = (
            f"Penggunaan anggaran {t.kesimpulan}: rata-rata capaian IKU {self.persen(t.capaian_banding)} dibandingkan "
            f"dengan rata-rata serapan sasaran {self.persen(t.serapan_rata_sasaran)}, nilai efisiensi "
            f"{self._efisiensi(t.efisiensi)}."
        )
        if kurang and t.kesimpulan == "efisien":
            nama = "; ".join(f"{s.simpul.uraian}{self._dalam_kurung(s.angka.efisiensi)}" for s in kurang)
            teks += f" Walaupun secara keseluruhan efisien, sasaran berikut tidak efisien: {nama}."
        return teks

    def _dalam_kurung(self, nilai: Decimal | None) -> str:
        return "" if nilai is None else f" ({self._efisiensi(nilai)})"

    def _efisiensi(self, nilai: Decimal) -> str:
        satuan = " poin" if self.i.metode_efisiensi == "selisih" else ""
        return tulis(nilai, 2, self.lap.cara) + satuan

    # One indicator, one sasaran

    def capaian(self, i: IkhtisarIndikator) -> str:
        """Target, realisasi and capaian of the year, as far as there are any."""
        tahun = self.i.tahun
        if i.capaian_dinyatakan and i.capaian is not None:
            return f"Capaian {i.nama} tahun {tahun} dinyatakan sebesar {self.persen(i.capaian)}."
        target, realisasi = self._target(i), "" if i.realisasi is None else self.angka(i.realisasi)
        realisasi = realisasi and self.dengan_satuan(i, realisasi)
        if not target or not realisasi:
            ada = f"Realisasi {i.nama} tahun {tahun} adalah {realisasi}." if realisasi else ""
            return ada or (f"Target {i.nama} tahun {tahun} adalah {target}." if target else "")
        teks = f"Target {i.nama} tahun {tahun} adalah {target} dan realisasinya {realisasi}"
        if i.capaian is None:
            return f"{teks}."
        predikat = f" dengan predikat {i.predikat}" if i.predikat else ""
        status = f" ({i.status})" if i.status else ""
        return f"{teks}, sehingga capaiannya {self.persen(i.capaian)}{predikat}{status}."

    def _target(self, i: IkhtisarIndikator) -> str:
        if i.target_teks:
            return i.target_teks if any(h.isalpha() for h in i.target_teks) else self.dengan_satuan(i, i.target_teks)
        if i.target is None:
            return ""
        batas = f"–{self.angka(i.target_atas)}" if i.target_atas is not None else ""
        return self.dengan_satuan(i, f"{self.angka(i.target)}{batas}")

    def deret(self, i: IkhtisarIndikator) -> str:
        """Rise or fall against the latest year before that has a number."""
        kini = next((d for d in i.deret if d.tahun == self.i.tahun), None)
        lalu = [d for d in i.deret if d.tahun < self.i.tahun and d.realisasi is not None]
        if kini is None or kini.selisih is None or kini.realisasi is None or not lalu:
            return ""
        sebelum = lalu[-1]
        dulu = self.angka(sebelum.realisasi or Decimal(0))
        if kini.selisih == 0:
            return f"Realisasi sama dengan tahun {sebelum.tahun}, yaitu {dulu}."
        arah = "naik" if kini.selisih > 0 else "turun"
        persen = f" atau {self.persen(abs(kini.kenaikan_persen))}" if kini.kenaikan_persen is not None else ""
        return (
            f"Dibandingkan dengan tahun {sebelum.tahun} ({dulu}), realisasi {arah} "
            f"{self.angka(abs(kini.selisih))}{persen}."
        )

    def akhir_renstra(self, i: IkhtisarIndikator) -> str:
        a = i.akhir_renstra
        if a.capaian is None or i.realisasi is None or (a.target is None and not a.teks):
            return ""
        target = a.teks or self.angka(a.target or Decimal(0))
        return (
            f"Terhadap target akhir Renstra tahun {a.tahun} sebesar {self.dengan_satuan(i, target)}, realisasi tahun "
            f"{self.i.tahun} ({self.angka(i.realisasi)}) mencapai {self.persen(a.capaian)}."
        )

    def nasional(self, i: IkhtisarIndikator) -> str:
        n = i.nasional
        if n is None or (n.nilai is None and not n.teks):
            return ""
        teks = f"Standar nasional {i.nama} adalah {n.teks or self.angka(n.nilai or Decimal(0))}"
        if n.capaian is not None:
            teks += f"; capaian terhadap standar itu {self.persen(n.capaian)}"
        return f"{teks}."

    def pembanding(self, i: IkhtisarIndikator) -> str:
        """The place among the agencies compared with; a national figure is no agency."""
        nilai = [p.nilai for p in i.pembanding if p.nilai is not None and p.jenis != "nasional"]
        if not nilai or i.realisasi is None or i.arah == "rentang":
            return ""
        lebih = sum(n < i.realisasi if i.arah == "turun" else n > i.realisasi for n in nilai)
        return (
            f"Realisasi {self.angka(i.realisasi)} berada pada urutan ke-{lebih + 1} dari {len(nilai) + 1} nilai yang "
            "dibandingkan."
        )

    def komponen(self, i: IkhtisarIndikator) -> str:
        """The sum; the weakest parts only where every part is known and some are weaker than others."""
        hasil = []
        if i.jumlah_komponen is not None:
            hasil.append(f"Jumlah nilai komponen adalah {self.angka(i.jumlah_komponen)}.")
        persen = [k.persen for k in i.komponen if k.persen is not None]
        if len(persen) == len(i.komponen) > 1 and min(persen) < 100 and min(persen) < max(persen):
            terendah = sorted(i.komponen, key=lambda k: k.persen or 0)[: 2 if len(persen) > 2 else 1]
            nama = " dan ".join(f"{k.nama} ({self.persen(k.persen or Decimal(0))} dari maksimum)" for k in terendah)
            hasil.append(f"Komponen dengan persentase terendah adalah {nama}.")
        return " ".join(hasil)

    def efisiensi(self, i: IkhtisarIndikator) -> str:
        e = i.efisiensi
        if e.nilai is None or i.capaian is None or e.serapan is None or not e.kesimpulan:
            return ""
        return (
            f"Dengan realisasi anggaran {tulis_uang(e.realisasi or Decimal(0))} dari pagu "
            f"{tulis_uang(e.pagu or Decimal(0))} (serapan {self.persen(e.serapan)}), capaian {self.persen(i.capaian)} "
            f"memberi nilai efisiensi {self._efisiensi(e.nilai)}, sehingga penggunaan anggaran {e.kesimpulan}."
        )

    def sasaran(self, s: IkhtisarSasaran) -> str:
        if s.capaian is None or not s.dihitung:
            return ""
        dari = f"{s.dihitung} dari {s.anggota}" if s.dihitung < s.anggota else str(s.anggota)
        rata = f" (rata-rata {dari} IKU)" if s.anggota > 1 else ""
        predikat = f", predikat {s.predikat}" if s.predikat else ""
        return f"Capaian sasaran adalah {self.persen(s.capaian)}{rata}{predikat}."

    # Budget and conclusions

    def anggaran(self) -> str:
        t = self.i.total
        if t.pagu is None:
            return ""
        if t.serapan is None or t.realisasi is None or t.sisa is None:
            return f"Pagu anggaran tahun {self.i.tahun} adalah {tulis_uang(t.pagu)}."
        return (
            f"Realisasi anggaran tahun {self.i.tahun} adalah {tulis_uang(t.realisasi)} dari pagu "
            f"{tulis_uang(t.pagu)}, dengan serapan {self.persen(t.serapan)} dan sisa {tulis_uang(t.sisa)}."
        )

    def anggaran_lalu(self) -> str:
        """This year's serapan beside last year's."""
        t = self.i.total
        lalu = t.tahun_lalu
        if lalu is None or lalu.pagu is None or lalu.realisasi is None or lalu.serapan is None or t.serapan is None:
            return ""
        return (
            f"Pada tahun {lalu.tahun}, realisasi anggaran {tulis_uang(lalu.realisasi)} dari pagu "
            f"{tulis_uang(lalu.pagu)} atau serapan {self.persen(lalu.serapan)}."
        )

    def simpulan(self) -> list[str]:
        kuat = [i for i in self.lap.iku if i.capaian is not None and i.capaian >= 100]
        lemah = [i for i in self.lap.iku if i.capaian is not None and i.capaian < 100]
        hasil = [self.rata_iku()]
        if kuat:
            hasil.append("IKU yang mencapai atau melebihi target: " + self._sebut(kuat) + ".")
        if lemah:
            hasil.append("IKU yang tidak mencapai target: " + self._sebut(lemah) + ".")
        return [h for h in [*hasil, self.anggaran(), self.efisiensi_total()] if h]

    def _sebut(self, daftar: list[IkhtisarIndikator]) -> str:
        return "; ".join(f"{i.nama} ({self.persen(i.capaian or Decimal(0))})" for i in daftar)

    def langkah(self) -> list[str]:
        """Steps of improvement: what was entered as to be done, and nothing else."""
        return [
            f"{i.nama}: {i.analisis.tindak_lanjut.strip()}"
            for i in self.lap.indikator_strategis
            if i.analisis.tindak_lanjut.strip()
        ]
