from django.apps import AppConfig


class Organisations(AppConfig):
    name = "towngown.foundation.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
