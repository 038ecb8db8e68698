from django.apps import AppConfig


class Reports(AppConfig):
    name = "towngown.web.reports"
    label = "web_reports"
    default_auto_field = "django.db.models.BigAutoField"
