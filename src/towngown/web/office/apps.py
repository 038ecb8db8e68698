from django.apps import AppConfig


class Office(AppConfig):
    name = "towngown.web.office"
    label = "web_office"
    default_auto_field = "django.db.models.BigAutoField"
