"""Money: integer fen and an ISO currency, never a float. 金额：以分计，不用浮点数。

A fen is a hundredth of the currency's unit. A reported sum is a Quantity of fen ("about 1,000,000 CNY").
"""

import re
from dataclasses import dataclass
from typing import Self

from towngown.kit.problems import Problem, declare
from towngown.kit.quantity import Quantity, bounds_of, bounds_text, words_in
from towngown.kit.text import mark
from towngown.kit.when import Language

declare(
    {
        "money.not_understood": mark("“{value}” is not a sum of money; write it like 1,000.00 CNY or 100万元."),
        "money.currencies_differ": mark("Sums in {one} and {other} cannot be added."),
    }
)

CNY = "CNY"
FEN = 100
_WAN = 10_000 * FEN

_CODE = re.compile("[A-Z]{3}")
_SIGN = re.compile(r"[¥￥元圆]|人民币|\byuan\b|(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_SAME = dict.fromkeys(("¥", "￥", "元", "圆", "人民币", "yuan", "RMB"), CNY)


@dataclass(frozen=True, order=True)
class Money:
    """A sum in fen, which may be negative, and its currency: three capital letters, else Problem."""

    fen: int
    currency: str = CNY

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.currency):
            raise Problem("money.not_understood", value=self.currency)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `1,000.00 CNY`, `CNY 1000`, `-5.00 USD`, `¥1000`, `1000元`, `100万元`, `1000` (CNY).

        Anything else, also a sum that is not exact, raises Problem("money.not_understood", value=text).
        """
        said = text.strip()
        minus = said.startswith("-")
        quantity, currency = parse_reported(said.removeprefix("-"))
        if quantity.exact is None:
            raise Problem("money.not_understood", value=text)
        return cls(-quantity.exact if minus else quantity.exact, currency)

    def __add__(self, other: "Money") -> "Money":
        """The sum; Problem("money.currencies_differ") if the currencies do."""
        if self.currency != other.currency:
            raise Problem("money.currencies_differ", one=self.currency, other=other.currency)
        return Money(self.fen + other.fen, self.currency)

    def format(self) -> str:
        """The canonical text, which `parse` reads back: `1,000.00 CNY`."""
        return f"{_decimal(self.fen)} {self.currency}"

    def text(self, language: Language) -> str:
        """For people: `1,000.00元` in Chinese for CNY, else `1,000.00 CNY`."""
        return f"{_decimal(self.fen)}元" if (language, self.currency) == ("zh", CNY) else self.format()


def parse_reported(text: str) -> tuple[Quantity, str]:
    """A reported sum as a quantity of fen, with its words, and its currency (CNY unless said).

    `about 1,000,000 CNY`, `约100万元`, `近5万元`, `unknown`. Problem("money.not_understood", value=text) otherwise.
    """
    currencies = {_SAME.get(sign[0], sign[0]) for sign in _SIGN.finditer(text)} or {CNY}
    bare = _SIGN.sub(" ", text).strip()
    try:
        low, high = bounds_of(bare, FEN)
    except Problem:
        raise Problem("money.not_understood", value=text) from None
    if len(currencies) > 1 or (text.strip() and not bare):
        raise Problem("money.not_understood", value=text)
    return Quantity(low, high, *words_in(text, bare)), currencies.pop()


def names_currency(text: str) -> bool:
    """Whether the text says that it is Chinese money: 1000元, ¥1000, about 1,000 CNY. Three other capitals may be anything: SCI."""
    return any(_SAME.get(sign[0], sign[0]) == CNY for sign in _SIGN.finditer(text))


def reported_text(quantity: Quantity, language: Language, currency: str = CNY) -> str:
    """A quantity of fen for people: the reported words, else `约100万元`, `≥1,000元`, `about 1,000,000.00 CNY`."""

    def amount(fen: int) -> str:
        return _round_yuan(fen) if (language, currency) == ("zh", CNY) else Money(fen, currency).format()

    return quantity.words(language) or bounds_text(quantity, language, amount)


def _decimal(fen: int) -> str:
    whole, rest = divmod(abs(fen), FEN)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02}"


def _round_yuan(fen: int) -> str:
    """As people write it: 万 when two decimals of it are enough, else yuan without needless fen."""
    if fen >= _WAN and fen % (_WAN // 100) == 0:
        return f"{_decimal(fen // 10_000).rstrip('0').rstrip('.')}万元"
    return f"{_decimal(fen).removesuffix('.00')}元"
