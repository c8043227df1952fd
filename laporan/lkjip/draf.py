"""Plain sentences made from the numbers, used where nobody has written any. Computes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from laporan.ikhtisar.bentuk import Ikhtisar, IkhtisarIndikator
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
    "naik": "Realisasi ÷ Target × 100 %",
    "turun-selisih": "(2 × Target − Realisasi) ÷ Target × 100 %",
    "turun-rasio": "Target ÷ Realisasi × 100 %",
    "rentang": "100 % di dalam rentang; di bawahnya Realisasi ÷ batas bawah × 100 %",
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

    def persen(self, nilai: Decimal | None) -> str:
        return "belum dapat dihitung" if nilai is None else tulis_persen(nilai, self.lap.cara)

    def angka(self, nilai: Decimal | None) -> str:
        return "belum diisi" if nilai is None else tulis(nilai, cara=self.lap.cara)

    # Front

    def pengantar(self) -> list[str]:
        i, nama = self.i, self.lap.instansi["nama"]
        return [
            f"Laporan Kinerja {nama} Tahun {i.tahun} disusun sebagai pertanggungjawaban atas pelaksanaan Perjanjian "
            f"Kinerja Tahun {i.tahun} kepada {self.lap.instansi['pemberi_amanah_jabatan'] or 'kepala daerah'}, "
            "sesuai Peraturan Presiden Nomor 29 Tahun 2014 dan Peraturan Menteri PANRB Nomor 53 Tahun 2014.",
            "Semoga laporan ini memberi gambaran yang jelas tentang kinerja yang dicapai dan menjadi bahan perbaikan "
            "perencanaan, pelaksanaan, dan pengukuran kinerja pada tahun berikutnya.",
        ]

    def eksekutif(self) -> list[str]:
        t = self.i.total
        hasil = [
            f"Pada tahun {self.i.tahun}, rata-rata capaian {t.dihitung} dari {t.anggota} Indikator Kinerja Utama "
            "adalah "
            f"{self.persen(t.capaian_iku)}{f' ({t.predikat})' if t.predikat else ''}."
        ]
        if t.capaian_iku_dibatasi != t.capaian_iku:
            hasil.append(
                f"Bila capaian di atas {self.angka(self.i.batas_capaian)} persen dihitung sebesar itu, rata-ratanya "
                f"{self.persen(t.capaian_iku_dibatasi)}."
            )
        hasil.append(self._status())
        if t.pagu is not None and t.realisasi is not None:
            hasil.append(
                f"Realisasi anggaran {tulis_uang(t.realisasi)} dari pagu {tulis_uang(t.pagu)}, atau serapan "
                f"{self.persen(t.serapan)}."
            )
        if t.kesimpulan:
            hasil.append(self.efisiensi_total())
        hasil += self._sebab_utama()
        return [h for h in hasil if h]

    def _status(self) -> str:
        per: dict[str, int] = {}
        for i in self.lap.iku:
            per[i.status or "belum dapat dihitung"] = per.get(i.status or "belum dapat dihitung", 0) + 1
        rinci = ", ".join(f"{jumlah} IKU {status}" for status, jumlah in per.items())
        return f"Menurut status terhadap target: {rinci}." if rinci else ""

    def _sebab_utama(self) -> Iterable[str]:
        for i in self.lap.iku:
            if i.capaian is not None and i.capaian < 100 and i.analisis.penghambat:
                sebab = i.analisis.penghambat.split("\n")[0].rstrip(".;")
                yield f"{i.nama} mencapai {self.persen(i.capaian)}; penghambat utamanya: {sebab}."

    def efisiensi_total(self) -> str:
        t = self.i.total
        kurang = [s for s in self.lap.sasaran if s.angka.kesimpulan == "tidak efisien"]
        teks = (
            f"Penggunaan anggaran {t.kesimpulan}: rata-rata capaian IKU {self.persen(t.capaian_banding)} dibandingkan "
            f"dengan rata-rata serapan sasaran {self.persen(t.serapan_rata_sasaran)}, nilai efisiensi "
            f"{self._efisiensi(t.efisiensi)}."
        )
        if kurang and t.kesimpulan == "efisien":
            nama = "; ".join(f"{s.simpul.uraian} ({self._efisiensi(s.angka.efisiensi)})" for s in kurang)
            teks += f" Walaupun secara keseluruhan efisien, sasaran berikut tidak efisien: {nama}."
        return teks

    def _efisiensi(self, nilai: Decimal | None) -> str:
        satuan = " poin" if self.i.metode_efisiensi == "selisih" else ""
        return "–" if nilai is None else tulis(nilai, 2, self.lap.cara) + satuan

    # One indicator

    def capaian(self, i: IkhtisarIndikator) -> str:
        if i.capaian is None:
            return f"Capaian {i.nama} belum dapat dihitung: {i.alasan}."
        satuan = f" {i.satuan.lower()}" if i.satuan else ""
        if i.realisasi is None or i.target is None:
            return f"Capaian {i.nama} dinyatakan sumber sebesar {self.persen(i.capaian)}."
        predikat = f" dengan predikat {i.predikat}" if i.predikat else ""
        return (
            f"Realisasi {i.nama} tahun {self.i.tahun} adalah {self.angka(i.realisasi)}{satuan} dari target "
            f"{i.target_teks or self.angka(i.target)}{satuan}, sehingga capaiannya {self.persen(i.capaian)}{predikat} "
            f"({i.status})."
        )

    def deret(self, i: IkhtisarIndikator) -> str:
        kini = next((d for d in i.deret if d.tahun == self.i.tahun), None)
        lalu = [d for d in i.deret if d.tahun < self.i.tahun and d.realisasi is not None]
        if kini is None or kini.selisih is None or not lalu:
            return "Realisasi tahun-tahun sebelumnya belum tersedia sehingga perkembangan belum dapat dibandingkan."
        if kini.selisih == 0:
            return f"Realisasi sama dengan tahun {lalu[-1].tahun}, yaitu {self.angka(kini.realisasi)}."
        arah = "naik" if kini.selisih > 0 else "turun"
        persen = f" atau {self.persen(abs(kini.kenaikan_persen))}" if kini.kenaikan_persen is not None else ""
        return (
            f"Dibandingkan dengan tahun {lalu[-1].tahun} ({self.angka(lalu[-1].realisasi)}), realisasi {arah} "
            f"{self.angka(abs(kini.selisih))}{persen}."
        )

    def akhir_renstra(self, i: IkhtisarIndikator) -> str:
        a = i.akhir_renstra
        if a.capaian is None:
            return f"Capaian terhadap akhir Renstra belum dapat dihitung: {a.alasan}."
        return (
            f"Terhadap target akhir Renstra tahun {a.tahun} sebesar {a.teks or self.angka(a.target)}, realisasi tahun "
            f"{self.i.tahun} mencapai {self.persen(a.capaian)}."
        )

    def pembanding(self, i: IkhtisarIndikator) -> str:
        nilai = [p.nilai for p in i.pembanding if p.nilai is not None]
        if not nilai or i.realisasi is None:
            return ""
        lebih = sum(n < i.realisasi if i.arah == "turun" else n > i.realisasi for n in nilai)
        return (
            f"Dari {len(nilai) + 1} instansi yang dibandingkan, {self.i.perangkat_daerah.pemda} dengan nilai "
            f"{self.angka(i.realisasi)} berada pada urutan ke-{lebih + 1}."
        )

    def komponen(self, i: IkhtisarIndikator) -> str:
        ada = [k for k in i.komponen if k.persen is not None]
        if not ada:
            if any(k.nilai is not None for k in i.komponen):
                return f"Jumlah nilai komponen adalah {self.angka(i.jumlah_komponen)}."
            return "Nilai tiap komponen tidak dinyatakan."
        terendah = sorted(ada, key=lambda k: k.persen or 0)[:2]
        nama = " dan ".join(f"{k.nama} ({self.persen(k.persen)} dari maksimum)" for k in terendah)
        return f"Komponen yang paling perlu ditingkatkan adalah {nama}."

    def efisiensi(self, i: IkhtisarIndikator) -> str:
        e = i.efisiensi
        if e.nilai is None:
            return f"Efisiensi belum dapat dihitung: {e.alasan}."
        return (
            f"Capaian {self.persen(i.capaian)} dengan serapan {self.persen(e.serapan)} memberi nilai efisiensi "
            f"{self._efisiensi(e.nilai)}, sehingga penggunaan anggaran {e.kesimpulan}."
        )

    # Budget and conclusions

    def anggaran(self) -> str:
        t = self.i.total
        if t.pagu is None:
            return "Anggaran tahun ini belum diisi."
        if t.serapan is None:
            return f"Pagu anggaran tahun {self.i.tahun} adalah {tulis_uang(t.pagu)}; realisasinya belum diisi."
        return (
            f"Realisasi anggaran tahun {self.i.tahun} adalah {tulis_uang(t.realisasi or Decimal(0))} dari pagu "
            f"{tulis_uang(t.pagu)}, dengan serapan {self.persen(t.serapan)} dan sisa "
            f"{tulis_uang(t.sisa or Decimal(0))}."
        )

    def simpulan(self) -> list[str]:
        kuat = [i for i in self.lap.iku if i.capaian is not None and i.capaian >= 100]
        lemah = [i for i in self.lap.iku if i.capaian is not None and i.capaian < 100]
        hasil = [self.eksekutif()[0]]
        if kuat:
            hasil.append("IKU yang mencapai atau melebihi target: " + self._sebut(kuat) + ".")
        if lemah:
            hasil.append("IKU yang belum mencapai target: " + self._sebut(lemah) + ".")
        hasil.append(self.anggaran())
        if self.i.total.kesimpulan:
            hasil.append(self.efisiensi_total())
        return hasil

    def _sebut(self, daftar: list[IkhtisarIndikator]) -> str:
        return "; ".join(f"{i.nama} ({self.persen(i.capaian)})" for i in daftar)

    def langkah(self) -> list[str]:
        """Steps of improvement: what the indicators say is to be done, else which need it."""
        hasil = [
            f"{i.nama}: {i.analisis.tindak_lanjut.strip()}"
            for i in self.lap.indikator_strategis
            if i.analisis.tindak_lanjut
        ]
        belum = [i for i in self.lap.iku if i.capaian is not None and i.capaian < 100 and not i.analisis.tindak_lanjut]
        hasil += [f"{i.nama}: menyusun rencana perbaikan karena capaiannya {self.persen(i.capaian)}." for i in belum]
        return hasil or ["Mempertahankan capaian dan meningkatkan kualitas perencanaan serta pengukuran kinerja."]
