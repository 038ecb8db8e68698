"""One catalogue of refusals: every sentence a person may get instead of what they asked for.

A chapter declares its sentences in its words.py; raising is `raise Problem("agreements.not_in_force")`.
The sentences are marked English ids with {named} places; web translates and fills them.
"""

from collections.abc import Mapping

from towngown.kit.text import mark

_catalogue: dict[str, str] = {}


def declare(sentences: Mapping[str, str]) -> None:
    """Add a chapter's sentences (code → marked English id). A code declared twice with other words is an error."""
    for code, sentence in sentences.items():
        if _catalogue.get(code, sentence) != sentence:
            raise ValueError(f"problem {code} is declared twice")
        _catalogue[code] = sentence


def catalogue() -> Mapping[str, str]:
    """All declared sentences, code → marked English id."""
    return dict(_catalogue)


class Problem(Exception):
    """A refusal with a code from the catalogue, the field it is about (or none), and the values of its places."""

    def __init__(self, code: str, field: str | None = None, **values: object) -> None:
        if code not in _catalogue:
            raise KeyError(f"problem {code} is not in the catalogue")
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    @property
    def sentence(self) -> str:
        """The marked English id, its places not yet filled."""
        return _catalogue[self.code]

    def __str__(self) -> str:
        return self.sentence.format(**self.values)

    def about(self, field: str) -> "Problem":
        """The same refusal, said to be about this field."""
        return Problem(self.code, field, **self.values)


class Problems(Exception):
    """Several refusals at once, so that a form or a workbook names everything that is wrong in one go."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


declare(
    {
        "not_allowed": mark("You may not do this here. Nothing was changed."),
        "wrong_moment": mark("This cannot be done now: its state is “{state}”. Nothing was changed."),
        "refused_one": mark("This cannot be done to “{thing}” now, so it was done to none of them."),
        "required": mark("Please fill this in."),
        "too_long": mark("At most {limit} characters; you wrote {length}."),
        "not_a_choice": mark("“{value}” is not one of the choices."),
        "not_a_number": mark("“{value}” is not a whole number."),
        "too_small": mark("At least {limit}, please."),
        "too_large": mark("At most {limit}, please."),
        "not_a_date": mark("“{value}” is not a date; write it like 2026-03-31."),
        "not_a_half_day": mark("“{value}” is not a half-day; write it like 2026-12-03 am or 2026-12-03 pm."),
        "not_a_week": mark("“{value}” does not say half-days of a week; write it like Mon am, Wed pm."),
        "too_many": mark("At most {limit}, please; leave the others out."),
        "not_found": mark("“{value}” was not found."),
        "key_reused": mark("This form was already used for something else. Open the page again."),
    }
)
