from django.apps import AppConfig


class Files(AppConfig):
    name = "towngown.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
