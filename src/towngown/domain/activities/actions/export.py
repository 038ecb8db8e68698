"""That a list was taken out of the system."""

from towngown.foundation.journal.taking import taking
from towngown.kit.text import mark

export = taking("activity.export", label=mark("Export the activities"), told=mark("exported a list of activities"))
