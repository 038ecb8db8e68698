"""What this chapter does by itself: its workers, re-planning after a change, telling those concerned."""

from . import replanning, telling, workers

__all__ = ["replanning", "telling", "workers"]
