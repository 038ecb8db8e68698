"""What files owe to people who leave, and what the clock does for files."""

from typing import Any

from towngown.foundation.files import actions, waiting
from towngown.foundation.journal.outbox import reaction
from towngown.kit.schedule import every


@reaction("files.forget", on=("person.erase",))
def forget_uploads(entry: Any, person: Any) -> None:
    """Uploads of those who were erased go, unless they are evidence of something."""
    actions.forget_uploads()


every("daily", waiting.forget)
every("daily", actions.sweep)
