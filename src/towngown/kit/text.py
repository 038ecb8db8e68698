"""Interface words are English ids, marked here and translated where they are shown (web, notices, reports)."""


def mark(english: str) -> str:
    """Mark an English id so that makemessages finds it; returns it unchanged.

    kit and words.py never import Django, so the translation itself happens where the word is shown.
    """
    return english
