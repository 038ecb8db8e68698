from django.apps import AppConfig


class Orders(AppConfig):
    name = "towngown.domain.orders"
    label = "orders"
    default_auto_field = "django.db.models.BigAutoField"
