from django.apps import AppConfig


class Dispatch(AppConfig):
    name = "towngown.web.dispatch"
    label = "web_dispatch"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what dispatch asks for on everybody's desk."""
        from towngown.web.dispatch.today import rounds, without_round  # after the tables
        from towngown.web.shared.today import source

        source(rounds)
        source(without_round)
