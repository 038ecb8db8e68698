"""What came of it: the ledger of promises by period, scorecards, outputs. 承诺台账与成果。"""
