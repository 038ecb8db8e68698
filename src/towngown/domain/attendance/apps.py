from django.apps import AppConfig


class Attendance(AppConfig):
    name = "towngown.domain.attendance"
    label = "attendance"
    default_auto_field = "django.db.models.BigAutoField"
