from django.apps import AppConfig


class Evidence(AppConfig):
    name = "towngown.domain.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Whoever sees an item sees its file, until it is withdrawn."""
        from towngown.foundation.files.queries import seen_through  # needs the tables to be loaded

        seen_through("evidence.Item", "stored_file", withdrawn_at=None)
