"""Needs and intentions. 需求与意向。"""
