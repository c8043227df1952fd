"""Indexes by which the trail of one agency, and of one row, is found among everybody's."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.migrations.operations import AddIndex


class TambahIndeks(AddIndexConcurrently):
    """Where the database can, while others write: the trail is long, and every save appends to it."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            AddIndex.database_forwards(self, app_label, schema_editor, from_state, to_state)
            return
        # What an attempt that was broken off has left behind is no index.
        model = to_state.apps.get_model(app_label, self.model_name)
        schema_editor.remove_index(model, self.index, concurrently=True)
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor != "postgresql":
            AddIndex.database_backwards(self, app_label, schema_editor, from_state, to_state)
            return
        super().database_backwards(app_label, schema_editor, from_state, to_state)


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("sakip", "0062_ibu_kota"),
    ]

    operations = [
        TambahIndeks(
            "jejak",
            models.Index(
                fields=["perangkat_daerah_id", "-id"],
                condition=models.Q(perangkat_daerah_id__isnull=False),
                name="jejak_instansi",
            ),
        ),
        TambahIndeks("jejak", models.Index(fields=["objek", "tabel"], name="jejak_objek")),
        TambahIndeks(
            "jejak", models.Index(fields=["tabel"], condition=models.Q(baru__isnull=True), name="jejak_hapus")
        ),
    ]
