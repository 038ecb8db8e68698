"""Roles and what they are called; skills are data."""

from towngown.kit.text import mark

ROLES = {
    "office": mark("Partnership office"),
    "coordinator": mark("Coordinator"),
    "window": mark("Town window"),
    "worker": mark("Village worker"),
    "expert": mark("Teacher or expert"),
    "student": mark("Student"),
    "juror": mark("Juror"),
    "auditor": mark("Auditor"),
}

SIGNING = ("office", "coordinator")  # who may sign for a side
WHOLE_PARTY = ("office", "coordinator", "auditor", "expert")  # who sees what their party keeps to itself
