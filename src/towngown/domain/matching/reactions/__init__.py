"""What this chapter does by itself: its workers, re-planning after a change, telling those concerned."""

from towngown.domain.matching.reactions import replanning, telling, workers

__all__ = ["replanning", "telling", "workers"]
