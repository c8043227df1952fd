"""Forms of the plan: nodes, indicators, versions of the Renstra."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms

from renstra import nomenklatur
from renstra.models import INDUK_SAH, Indikator, Renstra, Simpul
from renstra.pohon import PohonDitolak
from renstra.skala import SKALA_BAWAAN
from sakip.angka import DESIMAL, AngkaTakTerbaca, rapikan, urai
from sakip.kisi.urai import tulis_isian
from sakip.models import Bidang, PerangkatDaerah

GALAT_TAHUN = {
    "invalid": "Tulis tahun, misalnya 2025.",
    "min_value": "Tahun antara 2000 dan 2100.",
    "max_value": "Tahun antara 2000 dan 2100.",
}


def isian_tahun(label: str, *, wajib: bool = False, bantuan: str = "") -> forms.IntegerField:
    galat = GALAT_TAHUN | {"required": "Isi tahunnya."}
    return forms.IntegerField(
        label=label, help_text=bantuan, error_messages=galat, required=wajib, min_value=2000, max_value=2100
    )


def pilihan_objek(formulir: forms.BaseForm, nama: str) -> forms.ModelChoiceField[Any]:
    """A field of the form that chooses an object, to say from which."""
    return cast("forms.ModelChoiceField[Any]", formulir.fields[nama])


def pilihan_kata(formulir: forms.BaseForm, nama: str) -> forms.ChoiceField:
    """A field of the form that chooses a word, to say which there are."""
    return cast(forms.ChoiceField, formulir.fields[nama])


def teks(label: str, baris: int = 0, *, wajib: str = "", paling: int = 20_000, bantuan: str = "") -> forms.CharField:
    petunjuk = forms.Textarea({"rows": baris}) if baris else forms.TextInput()
    return forms.CharField(
        label=label,
        max_length=paling,
        required=bool(wajib),
        widget=petunjuk,
        help_text=bantuan,
        error_messages={"required": wajib} if wajib else None,
    )


class IsianAngka(forms.CharField):
    """A number written the Indonesian way; empty is none."""

    def __init__(self, label: str, bantuan: str = "") -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=40,
            help_text=bantuan,
            widget=forms.TextInput({"inputmode": "decimal"}),
        )

    def prepare_value(self, value: Any) -> Any:
        return tulis_isian(value) if isinstance(value, Decimal) else value

    def clean(self, value: Any) -> Decimal | None:
        mentah = super().clean(value).strip()
        if not mentah:
            return None
        try:
            nilai = urai(mentah).nilai
        except AngkaTakTerbaca as galat:
            raise forms.ValidationError(f"{galat}. Tulis angka seperti 12,5.") from galat
        exponen = rapikan(nilai).as_tuple().exponent
        if isinstance(exponen, int) and -exponen > DESIMAL:
            raise forms.ValidationError(f"Paling banyak {DESIMAL} angka di belakang koma.")
        return nilai


class FormulirRencana(forms.Form):
    """What the forms of the plan share: a refusal by the services stands at its field."""

    def tolak(self, galat: PohonDitolak | ValueError) -> None:
        medan = getattr(galat, "medan", "")
        self.add_error(medan if medan in self.fields else None, str(galat))


class FormulirSimpul(FormulirRencana):
    """A node. Fields that its jenis does not have are not asked."""

    kode = teks("Kode", paling=60, bantuan="Kosongkan agar dibuat sendiri.")
    kode_nomenklatur = teks(
        "Kode nomenklatur", paling=200, bantuan="Ketik kode atau kata-katanya, lalu pilih dari daftar."
    )
    uraian = teks("Uraian", 3, bantuan="")
    alasan = teks(
        "Alasan", 2, paling=2000, bantuan="Hanya bila kodenya tidak ada dalam nomenklatur; tersimpan dalam jejak."
    )
    sasaran = teks("Sasaran program atau kegiatan", 2)
    bidang = forms.ModelChoiceField(
        Bidang.objects.none(),
        label="Bidang penanggung jawab",
        required=False,
        empty_label="Mengikuti induknya",
        error_messages={"invalid_choice": "Bidang ini bukan bidang instansi ini."},
    )
    penanggung_jawab = teks("Jabatan penanggung jawab", paling=300)
    penjelasan = teks("Penjelasan", 2)
    tahun_mulai = isian_tahun("Berlaku mulai tahun", bantuan="Kosong: sejak awal.")

    def __init__(self, *args: Any, jenis: str, instansi: PerangkatDaerah, cari: str = "", **lain: Any) -> None:
        super().__init__(*args, **lain)
        self.jenis = jenis
        pilihan_objek(self, "bidang").queryset = Bidang.objects.filter(perangkat_daerah=instansi)
        if jenis not in nomenklatur.JENIS_BERKODE:
            for nama in ("kode_nomenklatur", "alasan", "sasaran"):
                del self.fields[nama]
        else:
            self.fields["kode_nomenklatur"].widget.attrs |= {
                "autocomplete": "off",
                "hx-get": f"{cari}?jenis={jenis}",
                "hx-trigger": "input changed delay:250ms",
                "hx-target": "#hasil-nomenklatur",
                "hx-sync": "this:replace",
            }

    @classmethod
    def awal(cls, simpul: Simpul) -> dict[str, Any]:
        nama = [n for n in cls.base_fields if n != "alasan"]
        return {n: getattr(simpul, n) for n in nama}

    def medan(self) -> dict[str, Any]:
        """The node's fields; words that the nomenclature knows need not be typed."""
        medan = {k: self.cleaned_data[k] for k in FormulirSimpul.base_fields if k in self.fields and k != "alasan"}
        kode = medan.get("kode_nomenklatur", "")
        if kode and not medan["uraian"] and (baris := nomenklatur.temukan(kode, self.jenis, 2100)):
            medan["uraian"] = baris.uraian
        return medan


class FormulirSimpulBaru(FormulirSimpul):
    """A new node, with its first indicator where the nomenclature names one."""

    indikator = teks("Indikator pertama", 2, bantuan="Boleh kosong; terisi dari nomenklatur.")
    satuan = teks("Satuan indikator", paling=60)

    def __init__(self, *args: Any, **lain: Any) -> None:
        super().__init__(*args, **lain)
        if self.jenis not in nomenklatur.JENIS_BERKODE:
            del self.fields["indikator"], self.fields["satuan"]

    def indikator_pertama(self) -> dict[str, Any] | None:
        nama, satuan = self.cleaned_data.get("indikator", ""), self.cleaned_data.get("satuan", "")
        kode = self.cleaned_data.get("kode_nomenklatur", "")
        baris = (
            nomenklatur.temukan(kode, self.jenis, 2100)
            if kode and not nama and not self.cleaned_data["uraian"]
            else None
        )
        if baris is not None:
            nama, satuan = baris.indikator, satuan or baris.satuan
        return {"kode": "", "nama": nama, "satuan": satuan} if nama else None


class FormulirPindah(FormulirRencana):
    """Where a node goes, without a mouse or a script."""

    induk = forms.ChoiceField(
        label="Di bawah",
        required=False,
        error_messages={"invalid_choice": "Induk ini tidak ada atau tidak cocok. Pilih dari daftar."},
    )
    posisi = forms.IntegerField(label="Urutan ke", min_value=1, required=False, help_text="Kosong: paling akhir.")

    def __init__(self, *args: Any, simpul: Simpul, semua: list[Simpul], **lain: Any) -> None:
        super().__init__(*args, **lain)
        sah = INDUK_SAH[simpul.jenis]
        pilihan = [("", "Pangkal pohon")] if "" in sah else []
        pilihan += [(s.kode, f"{s.kode} {s.uraian}"[:120]) for s in semua if s.jenis in sah and s.pk != simpul.pk]
        pilihan_kata(self, "induk").choices = pilihan


class FormulirArsip(FormulirRencana):
    tahun_selesai = isian_tahun("Tahun terakhir berlaku", wajib=True, bantuan="Sesudah tahun ini tidak dihitung lagi.")


class FormulirLintas(FormulirRencana):
    """Another agency of the same government, and its role."""

    perangkat_daerah = forms.ModelChoiceField(
        PerangkatDaerah.objects.none(),
        label="Instansi",
        empty_label="Pilih instansi",
        error_messages={"required": "Pilih instansinya.", "invalid_choice": "Instansi ini tidak ada pada pemda ini."},
    )
    peran = teks("Peran", 2, wajib="Tulis peran instansi itu.", paling=2000)

    def __init__(self, *args: Any, instansi: PerangkatDaerah, **lain: Any) -> None:
        super().__init__(*args, **lain)
        lainnya = PerangkatDaerah.objects.select_related("pemda").filter(pemda=instansi.pemda_id)
        pilihan_objek(self, "perangkat_daerah").queryset = lainnya.exclude(pk=instansi.pk)


class FormulirIndikator(FormulirRencana):
    """The IKU sheet."""

    kode = teks("Kode", paling=60, bantuan="Kosongkan agar dibuat sendiri.")
    nama = teks("Nama indikator", 2, wajib="Tulis nama indikatornya.")
    satuan = teks("Satuan", paling=60)
    iku = forms.BooleanField(label="Indikator Kinerja Utama (IKU)", required=False)
    arah = forms.ChoiceField(label="Arah", choices=Indikator.Arah)
    agregasi = forms.ChoiceField(label="Triwulan menjadi tahun", choices=Indikator.Agregasi)
    jenis_nilai = forms.ChoiceField(label="Jenis nilai", choices=Indikator.JenisNilai)
    definisi = teks("Definisi", 3)
    alasan = teks("Alasan pemilihan", 3)
    formulasi = teks("Formulasi", 3, bantuan="Rumusnya dalam kata-kata; atau sebut pembilang dan penyebutnya di bawah.")
    nama_pembilang = teks("Pembilang", paling=300)
    nama_penyebut = teks("Penyebut", paling=300)
    pengali = IsianAngka("Pengali", "Untuk pembilang ÷ penyebut; kosong: 100.")
    skala = forms.ChoiceField(label="Skala predikat", required=False)
    sumber_data = teks("Sumber data", 2)
    penanggung_jawab = teks("Penanggung jawab", paling=300)
    bobot = IsianAngka("Bobot")
    wajar_bawah = IsianAngka("Batas wajar bawah", "Nilai di luar batas wajar diberi peringatan saat diisi.")
    wajar_atas = IsianAngka("Batas wajar atas")
    mendukung = forms.ModelChoiceField(
        Indikator.objects.none(), label="Mendukung indikator", required=False, empty_label="Tidak ada"
    )
    lanjutan_dari = forms.ModelChoiceField(
        Indikator.objects.none(),
        label="Melanjutkan deret indikator versi sebelumnya",
        required=False,
        empty_label="Indikator baru",
    )
    tahun_mulai = isian_tahun("Diukur mulai tahun", bantuan="Kosong: sejak awal.")

    def __init__(self, *args: Any, renstra: Renstra, indikator: Indikator | None = None, **lain: Any) -> None:
        if indikator is not None:
            lain["initial"] = {n: getattr(indikator, n) for n in self.base_fields}
        super().__init__(*args, **lain)
        skala = {*SKALA_BAWAAN, *renstra.perangkat_daerah.skala_sendiri.values_list("nama", flat=True)}
        pilihan_kata(self, "skala").choices = [("", "Tidak dipakai"), *((s, s) for s in sorted(skala))]
        lainnya = Indikator.objects.filter(renstra=renstra)
        pilihan_objek(self, "mendukung").queryset = lainnya.exclude(pk=indikator.pk) if indikator else lainnya
        self._siapkan_lanjutan(renstra, indikator)

    def _siapkan_lanjutan(self, renstra: Renstra, indikator: Indikator | None) -> None:
        """Only indicators of the version before that nothing goes on from yet."""
        sebelum = Renstra.objects.filter(perangkat_daerah=renstra.perangkat_daerah_id, urutan__lt=renstra.urutan)
        asal = sebelum.order_by("-urutan").first()
        if asal is None:
            del self.fields["lanjutan_dari"]
            return
        diteruskan = Indikator.objects.filter(renstra=renstra, lanjutan_dari__isnull=False)
        if indikator is not None:
            diteruskan = diteruskan.exclude(pk=indikator.pk)
        bebas = Indikator.objects.filter(renstra=asal).exclude(pk__in=diteruskan.values("lanjutan_dari_id"))
        pilihan_objek(self, "lanjutan_dari").queryset = bebas

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        if bersih.get("jenis_nilai") == "predikat" and bersih.get("arah") == "rentang":
            self.add_error("arah", "Predikat tidak mempunyai rentang. Pilih makin tinggi atau makin rendah.")
        return bersih


# Versions


class FormulirVersi(FormulirRencana):
    """The decree of a version."""

    nama = teks("Nama versi", wajib="Tulis nama versinya, misalnya awal atau perubahan I.", paling=100)
    nomor = teks("Nomor penetapan", paling=100)
    tanggal = forms.DateField(
        label="Tanggal penetapan",
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={"invalid": "Tulis tanggal, misalnya 15/04/2024."},
    )


class FormulirVersiUbah(FormulirVersi):
    """The decree and the period; an imported Renstra may lack them."""

    periode_awal = isian_tahun("Periode dari tahun")
    periode_akhir = isian_tahun("Sampai tahun")
    visi = teks("Visi", 3)
    field_order = ["periode_awal", "periode_akhir", "visi", "nama", "nomor", "tanggal"]

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        awal, akhir = bersih.get("periode_awal"), bersih.get("periode_akhir")
        if awal and akhir and awal > akhir:
            self.add_error("periode_akhir", "Akhir periode tidak boleh mendahului awalnya.")
        elif awal and akhir and akhir - awal > 24:
            self.add_error("periode_akhir", "Periode paling lama 25 tahun.")
        elif "periode_awal" in bersih and "periode_akhir" in bersih and bool(awal) != bool(akhir):
            self.add_error(
                "periode_akhir" if awal else "periode_awal", "Isi kedua tahun periode, atau kosongkan keduanya."
            )
        return bersih


class FormulirRenstraBaru(FormulirVersiUbah):
    """The first version of a period."""

    periode_awal = isian_tahun("Periode dari tahun", wajib=True)
    periode_akhir = isian_tahun("Sampai tahun", wajib=True)


class FormulirRevisi(FormulirVersi):
    berlaku_mulai = isian_tahun("Berlaku mulai tahun", wajib=True)
    field_order = ["nama", "berlaku_mulai", "nomor", "tanggal"]
