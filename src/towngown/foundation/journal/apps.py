from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps


class Journal(AppConfig):
    name = "towngown.foundation.journal"
    label = "journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Load every chapter's verbs and reactions once, so that the registries are whole before the first request."""
        for config in apps.get_app_configs():
            if config.name.startswith("towngown."):
                for module in ("words", "actions", "reactions"):
                    if find_spec(f"{config.name}.{module}"):
                        import_module(f"{config.name}.{module}")
