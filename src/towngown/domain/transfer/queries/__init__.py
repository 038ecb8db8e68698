"""What the sheets look like, what files say, and the rows of a partnership as files hold them."""

from towngown.domain.transfer.queries.export import as_workbook, as_yaml, described, exported, template
from towngown.domain.transfer.queries.reading import read_files
from towngown.domain.transfer.queries.sheets import sheets
from towngown.domain.transfer.queries.telling import as_data, from_data, told

__all__ = [
    "as_data", "as_workbook", "as_yaml", "described", "exported", "from_data", "read_files", "sheets", "template", "told",
]  # fmt: skip
