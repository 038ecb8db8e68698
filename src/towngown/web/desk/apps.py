from django.apps import AppConfig


class Desk(AppConfig):
    name = "towngown.web.desk"
    label = "web_desk"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the desk on the bar, and say where files and long work are shown."""
        from towngown.kit.text import mark
        from towngown.web.desk import today
        from towngown.web.shared.addresses import at
        from towngown.web.shared.chrome import TOOLS, nav
        from towngown.web.shared.today import source

        nav(10, mark("Today"), "desk", often=True, members_only=True)
        nav(90, mark("Search"), "search", group=TOOLS)
        at("stored_file", "file")
        at("job", "job")
        source(today.failed_work)
