from django.apps import AppConfig


class CapaianConfig(AppConfig):
    name = "capaian"
