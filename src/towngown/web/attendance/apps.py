from django.apps import AppConfig


class Attendance(AppConfig):
    name = "towngown.web.attendance"
    label = "web_attendance"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what sessions ask for on everybody's desk."""
        from towngown.web.attendance.today import sessions  # after the tables
        from towngown.web.shared.today import source

        source(sessions)
