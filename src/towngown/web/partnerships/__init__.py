"""Partnerships, agreements, promises and the ledger. 合作、协议与承诺台账。"""
