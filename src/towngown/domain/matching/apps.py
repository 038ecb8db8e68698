from django.apps import AppConfig


class Matching(AppConfig):
    name = "towngown.domain.matching"
    label = "matching"
    default_auto_field = "django.db.models.BigAutoField"
