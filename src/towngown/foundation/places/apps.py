from django.apps import AppConfig


class Places(AppConfig):
    name = "towngown.foundation.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
