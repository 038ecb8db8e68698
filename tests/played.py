"""The demonstration made small: Yunxi as it is, Baoshan with the neighbourhoods of one town and some of the others."""

from pathlib import Path

from towngown.domain.transfer.actions import bring_in
from towngown.foundation.accounts.queries import importer
from towngown.foundation.places import actions as places

EXAMPLES = Path(__file__).parents[1] / "examples"
TOWN = "310113104"  # whose window has a log-in


def bring_examples(*names: str, each: int = 10) -> None:
    """Places and the files of these partnerships; of the neighbourhoods of other towns every so-manieth."""
    places.load(by=importer(), file="\n".join(_few(each)).encode(), edition="2024")
    for name in names:
        files = [(f"{name}.yaml", (EXAMPLES / name / "partnership.yaml").read_bytes())]
        assert bring_in(by=importer(), files=files).found == []


def _few(each: int) -> list[str]:
    lines = (EXAMPLES / "places/baoshan.csv").read_text().splitlines()
    villages = [line for line in lines if line.endswith(",village")]
    few = [line for at, line in enumerate(villages) if line.startswith(TOWN) or at % each == 0]
    return [line for line in lines if not line.endswith(",village")] + few
