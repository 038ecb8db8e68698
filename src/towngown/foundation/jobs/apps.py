from django.apps import AppConfig


class Jobs(AppConfig):
    name = "towngown.foundation.jobs"
    label = "jobs"
    default_auto_field = "django.db.models.BigAutoField"
