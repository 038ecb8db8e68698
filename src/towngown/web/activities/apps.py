from django.apps import AppConfig


class Activities(AppConfig):
    name = "towngown.web.activities"
    label = "web_activities"
    default_auto_field = "django.db.models.BigAutoField"
