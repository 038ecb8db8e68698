from django.apps import AppConfig


class Outcomes(AppConfig):
    name = "towngown.domain.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
