from django.apps import AppConfig


class Complaints(AppConfig):
    name = "towngown.foundation.complaints"
    label = "complaints"
    default_auto_field = "django.db.models.BigAutoField"
