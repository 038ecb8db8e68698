"""Outcomes: the promise ledger, one state per promise and period, computed and never stored. 承诺台账，只算不存。"""
