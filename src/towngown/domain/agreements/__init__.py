"""Agreements and the promises in them, signed, amended, waived and closed by both sides. 协议与承诺。"""
