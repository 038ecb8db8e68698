from django.apps import AppConfig


class Stations(AppConfig):
    name = "towngown.domain.stations"
    label = "stations"
    default_auto_field = "django.db.models.BigAutoField"
