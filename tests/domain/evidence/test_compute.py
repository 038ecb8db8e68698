"""Strength and proof: said once as a table, once as properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from towngown.domain.evidence.compute import Said, bits_of, lower_of, proven, reasons, strength
from towngown.domain.evidence.words import (
    CAMPUS_LINK,
    CAMPUS_NAMED,
    DISPUTED,
    DOCUMENT,
    EVIDENCE_RULES,
    FILED,
    OTHER_LINK,
    OTHER_NAMED,
    PUBLISHED,
    WHY_DISPUTED,
    WHY_HAS,
    WHY_LACKS,
)

ORDER = ["none", "weak", "medium", "strong"]
BITS = st.integers(0, 255)


@pytest.mark.parametrize(
    ("bits", "expected"),
    [
        (0, "none"),
        (PUBLISHED, "weak"),
        (FILED, "weak"),
        (CAMPUS_NAMED, "weak"),
        (CAMPUS_NAMED | DOCUMENT, "medium"),
        (CAMPUS_NAMED | OTHER_LINK, "medium"),
        (CAMPUS_LINK | OTHER_NAMED, "medium"),
        (CAMPUS_NAMED | OTHER_NAMED, "strong"),
        (CAMPUS_NAMED | OTHER_NAMED | DISPUTED, "weak"),
        (PUBLISHED | FILED | DOCUMENT, "weak"),
    ],
)
def test_strength_is_this(bits, expected):
    assert strength(bits) == expected


@pytest.mark.parametrize(
    ("bits", "meets"),
    [
        (0, set()),
        (PUBLISHED, {"any_record"}),
        (CAMPUS_NAMED | DOCUMENT, {"any_record", "document"}),
        (PUBLISHED | DOCUMENT, {"any_record"}),
        (CAMPUS_NAMED | OTHER_LINK, {"any_record", "both_sides"}),
        (CAMPUS_NAMED | OTHER_NAMED | DOCUMENT, set(EVIDENCE_RULES)),
        (CAMPUS_NAMED | OTHER_NAMED | DOCUMENT | DISPUTED, set()),
    ],
)
def test_a_rule_is_met_by_this(bits, meets):
    assert {rule for rule in EVIDENCE_RULES if proven(bits, rule)} == meets


@given(BITS, BITS)
def test_more_support_never_weakens(bits, more):
    assert ORDER.index(strength(bits | (more & ~DISPUTED))) >= ORDER.index(strength(bits))


@given(BITS)
def test_a_dispute_never_strengthens_and_proves_nothing(bits):
    assert ORDER.index(strength(bits | DISPUTED)) <= ORDER.index(strength(bits & ~DISPUTED))
    assert not any(proven(bits | DISPUTED, rule) for rule in EVIDENCE_RULES)


@pytest.mark.parametrize("rule", EVIDENCE_RULES)
def test_arrays_are_proven_like_single_numbers(rule):
    every = np.arange(256, dtype=np.int64)
    assert proven(every, rule).tolist() == [bool(proven(int(bits), rule)) for bits in every]


def test_bits_follow_side_means_and_agreement():
    said = [Said("campus", "named", True, 60), Said("locality", "link", False, 50), Said("", "published")]
    assert bits_of(said, ["photo", "sign_in_sheet"]) == CAMPUS_NAMED | OTHER_LINK | DISPUTED | PUBLISHED | DOCUMENT
    assert bits_of([Said("support", "named"), Said("campus", "file")], ["report"]) == OTHER_NAMED | FILED | PUBLISHED


def test_the_lower_head_count_decides():
    assert (
        lower_of([Said("campus", "named", True, 183), Said("locality", "named", True, 176), Said("", "published")])
        == 176
    )
    assert lower_of([Said("", "published")]) is None


def test_reasons_say_what_is_there_and_what_is_missing():
    assert reasons(0) == [WHY_LACKS["anything"]]
    assert reasons(OTHER_NAMED | DISPUTED) == [
        WHY_HAS[DISPUTED], WHY_DISPUTED[OTHER_NAMED], WHY_LACKS["campus"], WHY_LACKS["document"],
    ]  # fmt: skip
    assert reasons(PUBLISHED) == [WHY_HAS[PUBLISHED], WHY_LACKS["sides"], WHY_LACKS["document"]]
    assert reasons(CAMPUS_NAMED) == [WHY_HAS[CAMPUS_NAMED], WHY_LACKS["other"], WHY_LACKS["document"]]
