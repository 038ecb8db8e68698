from django.apps import AppConfig


class Partnerships(AppConfig):
    name = "towngown.web.partnerships"
    label = "web_partnerships"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what is late on the desks of those who sign."""
        from towngown.web.partnerships.today import late  # after the tables
        from towngown.web.shared.today import source

        source(late)
