from django.apps import AppConfig


class People(AppConfig):
    name = "towngown.foundation.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
