from django.apps import AppConfig


class Search(AppConfig):
    name = "towngown.foundation.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
