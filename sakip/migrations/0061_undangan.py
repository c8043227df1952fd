
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sakip', '0051_pengambilan'),
    ]

    operations = [
        migrations.CreateModel(
            name='Undangan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cara', models.CharField(choices=[('surel', 'surel'), ('slip', 'slip cetak')], max_length=10)),
                ('sidik', models.CharField(blank=True, max_length=64)),
                ('dibuat', models.DateTimeField(default=django.utils.timezone.now)),
                ('dipakai', models.DateTimeField(null=True)),
                ('ditarik', models.DateTimeField(null=True)),
                ('gagal', models.BooleanField(default=False, verbose_name='surel gagal')),
                ('pengguna', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='undangan', to=settings.AUTH_USER_MODEL)),
                ('perangkat_daerah', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='sakip.perangkatdaerah')),
            ],
            options={
                'verbose_name': 'undangan',
                'verbose_name_plural': 'undangan',
                'constraints': [models.UniqueConstraint(condition=models.Q(('sidik', ''), _negated=True), fields=('sidik',), name='undangan_sidik_unik')],
            },
        ),
    ]
