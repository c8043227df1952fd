from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("sakip", "0061_undangan"),
    ]

    operations = [
        migrations.AddField(
            model_name='pemda',
            name='ibu_kota',
            field=models.CharField(blank=True, help_text='Menjadi tempat penandatanganan perangkat daerah baru yang tidak menyebut tempatnya.', max_length=100, verbose_name='ibu kota'),
        ),
    ]
