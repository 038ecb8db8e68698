"""That a list was taken out of the system."""

from towngown.foundation.journal.taking import taking
from towngown.kit.text import mark

export = taking("session.export", label=mark("Export the sessions"), told=mark("exported a list of sessions"))
