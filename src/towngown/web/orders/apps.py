from django.apps import AppConfig


class Orders(AppConfig):
    name = "towngown.web.orders"
    label = "web_orders"
    default_auto_field = "django.db.models.BigAutoField"
