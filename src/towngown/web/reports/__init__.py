"""The report desk. 报告台。"""
