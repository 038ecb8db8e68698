"""Reports and briefs made from the record, signed off and frozen. 报告与简报。"""
