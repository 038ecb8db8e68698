from django.apps import AppConfig


class Partnerships(AppConfig):
    name = "towngown.web.partnerships"
    label = "web_partnerships"
    default_auto_field = "django.db.models.BigAutoField"
