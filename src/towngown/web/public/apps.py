from django.apps import AppConfig


class Public(AppConfig):
    name = "towngown.web.public"
    label = "web_public"
    default_auto_field = "django.db.models.BigAutoField"
