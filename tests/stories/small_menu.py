"""`python -m tests.stories.small_menu`: the small world with its menu, a window and a teacher who can log in."""

import django

django.setup()

from tests.domain.orders.menu import set_menu  # noqa: E402 - after django.setup
from tests.fixtures import small_world  # noqa: E402

if __name__ == "__main__":
    set_menu(small_world())
