"""Tiers of administrative places and the lengths of their codes; what a file of places may be refused for."""

from towngown.kit import problems
from towngown.kit.text import mark

TIERS = {
    "province": mark("Province"),
    "city": mark("City"),
    "county": mark("District or county"),
    "town": mark("Town or sub-district"),
    "village": mark("Village or neighbourhood"),
}

TOWN = 9  # digits of a code that name its town
TIER_OF_LENGTH = {2: "province", 4: "city", 6: "county", TOWN: "town", 12: "village"}

# Rows of the code book that only hold a place in the numbering; nobody says them in an address.
FILLERS = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")

COLUMNS = ("code", "name", "parent", "tier")
EDITION = "2023"

problems.declare(
    {
        "places.header": mark("The first line must be: {columns}."),
        "places.columns": mark("Line {line}: {found} columns instead of {wanted}."),
        "places.code": mark("Line {line}: “{value}” is not a code of 2, 4, 6, 9 or 12 digits."),
        "places.name": mark("Line {line}: the name is empty or longer than 100 characters."),
        "places.tier": mark("Line {line}: a code of this length has the tier “{wanted}”, not “{value}”."),
        "places.parent": mark("Line {line}: “{value}” is not a place above {place}."),
        "places.parent_unknown": mark("Line {line}: its parent {value} is neither in this file nor in the record."),
        "places.twice": mark("Line {line}: the code {value} stands in this file already."),
        "places.more": mark("… and {count} more lines are wrong."),
        "places.encoding": mark("This is not a text file in UTF-8 or GB 18030."),
    }
)
