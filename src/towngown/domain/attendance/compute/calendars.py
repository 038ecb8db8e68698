"""A stranger's calendar file: on which days somebody is busy. Read by a process of its own, for it may be hostile."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from towngown.domain.attendance.words import LARGEST_CALENDAR, REPAIRED
from towngown.kit.problems import Problem

CHILD = Path(__file__).with_name("calendar_child.py")
PATIENCE = 4.5  # seconds


@dataclass(frozen=True)
class Busy:
    """The days on which a calendar holds no room for a visit, and how well it could be read."""

    days: tuple[date, ...]
    entries: int
    left_out: int
    repaired: tuple[str, ...]  # words of REPAIRED


def read_calendar(content: bytes, first: date, last: date) -> Busy:
    """The busy days from the first to the last day. Raises a Problem with the one sentence why it cannot be read."""
    if len(content) > LARGEST_CALENDAR:
        raise Problem("attendance.calendar_large", "calendar", limit=LARGEST_CALENDAR // 1_000_000)
    told = _child_says(content, first, last)
    if "error" in told:
        raise Problem(f"attendance.{told['error']}", "calendar")
    days = tuple(date.fromisoformat(str(day)) for day in told["days"])
    return Busy(days, told["entries"], told["left_out"], tuple(one for one in REPAIRED if one in told["repaired"]))


def _child_says(content: bytes, first: date, last: date) -> Any:
    """What the child printed (calendar_child.py); its death is an answer too."""
    command = [sys.executable, "-I", str(CHILD), first.isoformat(), last.isoformat()]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=PATIENCE, check=False)
        return dict(json.loads(done.stdout)) if done.returncode == 0 else {"error": "calendar_endless"}
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {"error": "calendar_endless"}
