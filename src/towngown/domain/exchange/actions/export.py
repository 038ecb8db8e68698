"""That a list of needs or intentions was taken out of the system."""

from towngown.foundation.journal.taking import taking
from towngown.kit.text import mark

export_needs = taking("need.export", label=mark("Export the needs"), told=mark("exported a list of needs"))
export_intentions = taking(
    "intention.export", label=mark("Export the intentions"), told=mark("exported a list of intentions")
)
