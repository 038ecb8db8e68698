"""Outcomes: the promise ledger, one state per promise and period, computed and never stored. 承诺台账：逐期判定，不存状态。"""
