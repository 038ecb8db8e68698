from django.apps import AppConfig


class Transfer(AppConfig):
    name = "towngown.domain.transfer"
    label = "transfer"
    default_auto_field = "django.db.models.BigAutoField"
