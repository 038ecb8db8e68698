"""The agreement of the small world, for the ledger."""

from tests.domain.agreements.conftest import draft, promise, signed, today

__all__ = ["draft", "promise", "signed", "today"]
