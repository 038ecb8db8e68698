from django.apps import AppConfig


class Transfer(AppConfig):
    name = "towngown.web.transfer"
    label = "web_transfer"
    default_auto_field = "django.db.models.BigAutoField"
