from django.apps import AppConfig


class Partnerships(AppConfig):
    name = "towngown.domain.partnerships"
    label = "partnerships"
    default_auto_field = "django.db.models.BigAutoField"
