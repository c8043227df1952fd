"""A row's counter of changes is called `ubahan_ke` everywhere; `versi` is a plan's version."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("capaian", "0004_persetujuan_aksi")]

    operations = [
        migrations.RenameField("realisasi", "versi", "ubahan_ke"),
        migrations.RenameField("persetujuanaksi", "jumlah", "ubahan_ke"),
        migrations.RenameField("persetujuanaksi", "diubah", "diubah_pada"),
    ]
