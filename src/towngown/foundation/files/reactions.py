"""What the clock does for files."""

from towngown.foundation.files.waiting import forget
from towngown.kit.schedule import every

every("daily", forget)
