"""Dispatch: rounds, scenarios that can be compared, who comes when, and why an order could not be served. 派单。"""
