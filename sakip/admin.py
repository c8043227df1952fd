"""The administration at /kelola/: users, governments, agencies.

Users and agencies cannot be deleted: the trail of changes names them. The trail itself is not here.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from .jaga import faktor, sesi
from .models import Bidang, Pemda, Penggantian, Pengguna, PerangkatDaerah
from .pertama.pemda import FormulirPemda

admin.site.site_header = "SAKIP: pengelolaan"
admin.site.site_title = "SAKIP"
admin.site.index_title = "Pengguna dan instansi"
admin.site.unregister(Group)

TEMPAT = ("peran", "pemda", "perangkat_daerah", "bidang", "verifikator")


class PeriksaPeran(forms.ModelForm):
    """A role needs its place; the sentence stands where it is missing."""

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        peran = bersih.get("peran")
        sepemda = (Pengguna.Peran.INSPEKTORAT, Pengguna.Peran.PEMBACA)
        if peran in sepemda and not bersih.get("pemda"):
            self.add_error("pemda", f"{Pengguna.Peran(peran).label} memerlukan pemdanya.")
        if peran not in (None, *sepemda, Pengguna.Peran.ADMIN) and not bersih.get("perangkat_daerah"):
            self.add_error("perangkat_daerah", "Peran ini memerlukan perangkat daerahnya.")
        if bersih.get("verifikator") and peran in (*sepemda, Pengguna.Peran.ADMIN):
            self.add_error("verifikator", "Verifikator kedua harus pengguna perangkat daerahnya sendiri.")
        return bersih


class FormulirBaru(PeriksaPeran, AdminUserCreationForm):
    pass


class FormulirUbah(PeriksaPeran, UserChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "is_active" in self.fields:
            self.fields["is_active"].help_text = (
                "Pengguna tidak dapat dihapus, karena namanya tercatat pada riwayat perubahan. "
                "Hilangkan centang ini agar ia tidak dapat masuk lagi."
            )


class TanpaHapus:
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Pengguna)
class PenggunaAdmin(TanpaHapus, UserAdmin):
    """The role alone decides who may administer: an Admin may, others may not."""

    form, add_form = FormulirUbah, FormulirBaru
    list_display = ("username", "first_name", "peran", "perangkat_daerah", "pemda", "is_active", "dua_langkah")
    list_filter = ("peran", "is_active", "pemda")
    list_select_related = ("perangkat_daerah__pemda", "pemda", "faktor")
    actions = ("setel_ulang_faktor", "akhiri_sesi")
    search_fields = ("username", "first_name", "last_name", "perangkat_daerah__kode")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("Nama", {"fields": ("first_name", "last_name", "email")}),
        ("Peran", {"fields": (*TEMPAT, "is_active")}),
        ("Catatan", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"classes": ("wide",), "fields": ("username", "usable_password", "password1", "password2", *TEMPAT)}),
    )
    readonly_fields = ("last_login", "date_joined")
    filter_horizontal = ()

    def save_model(self, request: HttpRequest, obj: Pengguna, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser = obj.peran == Pengguna.Peran.ADMIN
        super().save_model(request, obj, form, change)
        if change and ({"password", *TEMPAT} & {*form.changed_data} or not obj.is_active):
            sesi.akhiri_semua(obj, request.session.session_key)

    @admin.display(boolean=True, description="dua langkah")
    def dua_langkah(self, obj: Pengguna) -> bool:
        return hasattr(obj, "faktor")

    @admin.action(description="Setel ulang verifikasi dua langkah")
    def setel_ulang_faktor(self, request: HttpRequest, terpilih: QuerySet[Pengguna]) -> None:
        """They set it up anew at their next login; whoever is logged in as them is not any more."""
        banyak = 0
        for pengguna in terpilih:
            banyak += faktor.lepas(pengguna)
            sesi.akhiri_semua(pengguna, request.session.session_key)
        self.message_user(request, f"Verifikasi dua langkah {banyak} pengguna disetel ulang.")

    @admin.action(description="Akhiri semua sesi")
    def akhiri_sesi(self, request: HttpRequest, terpilih: QuerySet[Pengguna]) -> None:
        banyak = sum(sesi.akhiri_semua(pengguna, request.session.session_key) for pengguna in terpilih)
        self.message_user(request, f"{banyak} sesi diakhiri.")


@admin.register(Pemda)
class PemdaAdmin(admin.ModelAdmin):
    form = FormulirPemda
    search_fields = ("nama",)

    def save_model(self, request: HttpRequest, obj: Pemda, form: Any, change: bool) -> None:
        form.pasang_lambang()
        super().save_model(request, obj, form, change)


class BidangInline(admin.TabularInline):
    model = Bidang
    extra = 0
    fields = ("kode", "nama", "kepala_nama", "urutan")


@admin.register(PerangkatDaerah)
class PerangkatDaerahAdmin(TanpaHapus, admin.ModelAdmin):
    list_display = ("nama", "kode", "singkatan", "pemda")
    list_filter = ("pemda",)
    list_select_related = ("pemda",)
    search_fields = ("nama", "singkatan", "kode")
    inlines = (BidangInline,)


class FormulirPenggantian(forms.ModelForm):
    """A stand-in is of the official's own agency."""

    def clean(self) -> dict[str, Any]:
        bersih = super().clean() or self.cleaned_data
        instansi = bersih.get("perangkat_daerah")
        for nama in ("pejabat", "pengganti"):
            orang = bersih.get(nama)
            if orang and instansi and orang.perangkat_daerah_id != instansi.pk:
                self.add_error(nama, "Harus pengguna perangkat daerah ini.")
        if bersih.get("pejabat") and bersih["pejabat"] == bersih.get("pengganti"):
            self.add_error("pengganti", "Pengganti harus orang lain.")
        mulai, selesai = bersih.get("mulai"), bersih.get("selesai")
        if mulai and selesai and selesai < mulai:
            self.add_error("selesai", "Harus sama dengan atau sesudah tanggal mulai.")
        return bersih


@admin.register(Penggantian)
class PenggantianAdmin(admin.ModelAdmin):
    form = FormulirPenggantian
    list_display = ("pejabat", "pengganti", "jenis", "mulai", "selesai", "perangkat_daerah")
    list_filter = ("perangkat_daerah",)
    list_select_related = ("pejabat", "pengganti", "perangkat_daerah__pemda")
