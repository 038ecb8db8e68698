"""Baoshan played through at its real size: its places are real, everybody and everything else is generated."""
