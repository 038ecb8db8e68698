from django.apps import AppConfig


class Exchange(AppConfig):
    name = "towngown.web.exchange"
    label = "web_exchange"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where needs and intentions live, and put them on the bar."""
        from towngown.kit.text import mark
        from towngown.web.shared import addresses
        from towngown.web.shared.chrome import nav

        addresses.at("need", "need")
        addresses.at("intention", "intention")
        nav(30, mark("Needs"), "needs")
