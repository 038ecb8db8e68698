from django.apps import AppConfig


class Public(AppConfig):
    name = "towngown.web.public"
    label = "web_public"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say where complaints live."""
        from towngown.web.shared import addresses

        addresses.at("complaint", "complaint_one")
