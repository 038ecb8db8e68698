from django.apps import AppConfig


class Desk(AppConfig):
    name = "towngown.web.desk"
    label = "web_desk"
    default_auto_field = "django.db.models.BigAutoField"
