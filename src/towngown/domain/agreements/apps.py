from django.apps import AppConfig


class Agreements(AppConfig):
    name = "towngown.domain.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
