"""What all factories share."""

from factory.django import DjangoModelFactory

TAHUN = 2024


class Pabrik(DjangoModelFactory):
    """What all factories share."""

    class Meta:
        abstract = True
        skip_postgeneration_save = True
