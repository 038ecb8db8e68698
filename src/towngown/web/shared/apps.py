from django.apps import AppConfig


class Shared(AppConfig):
    name = "towngown.web.shared"
    label = "web_shared"
    default_auto_field = "django.db.models.BigAutoField"
