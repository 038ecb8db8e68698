"""Rounds of dispatch, scenarios side by side, the week's board, who is left out and why, coverage. 派单。"""
