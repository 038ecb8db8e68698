from django.apps import AppConfig


class Exchange(AppConfig):
    name = "towngown.web.exchange"
    label = "web_exchange"
    default_auto_field = "django.db.models.BigAutoField"
