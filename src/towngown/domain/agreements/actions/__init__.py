"""Every verb about agreements, promises, amendments, waivers and closings."""

from towngown.domain.agreements.actions.papers import (
    attach,
    change,
    complete,
    draft,
    end,
    export,
    keep_time,
    renew,
    sign,
    start,
    terminate,
    unsign,
)
from towngown.domain.agreements.actions.promises import add as add_promise
from towngown.domain.agreements.actions.promises import propose as propose_amendment
from towngown.domain.agreements.actions.promises import sign as sign_amendment
from towngown.domain.agreements.actions.promises import withdraw as withdraw_amendment
from towngown.domain.agreements.actions.reported import record, record_promise
from towngown.domain.agreements.actions.settling import (
    propose_closing,
    propose_waiver,
    sign_closing,
    sign_waiver,
    withdraw_closing,
    withdraw_waiver,
)

__all__ = [
    "add_promise",
    "attach",
    "change",
    "complete",
    "draft",
    "end",
    "export",
    "keep_time",
    "propose_amendment",
    "propose_closing",
    "propose_waiver",
    "record",
    "record_promise",
    "renew",
    "sign",
    "sign_amendment",
    "sign_closing",
    "sign_waiver",
    "start",
    "terminate",
    "unsign",
    "withdraw_amendment",
    "withdraw_closing",
    "withdraw_waiver",
]
