from django.apps import AppConfig


class Activities(AppConfig):
    name = "towngown.web.activities"
    label = "web_activities"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put what activities ask for on everybody's desk."""
        from towngown.web.activities.today import activities, disputed  # after the tables
        from towngown.web.shared.today import source

        source(activities)
        source(disputed)
