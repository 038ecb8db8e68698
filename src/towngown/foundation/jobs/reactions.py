"""Loading this registers what the clock does for long work."""

from towngown.foundation.jobs import clock

__all__ = ["clock"]
