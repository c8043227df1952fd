"""A row's counter of changes is called `ubahan_ke` everywhere; `versi` is a plan's version."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("anggaran", "0008_peta")]

    operations = [migrations.RenameField("realisasianggaran", "versi", "ubahan_ke")]
