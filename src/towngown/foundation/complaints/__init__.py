"""Complaints and suggestions: anybody's word to the keepers of this instance, and their answer. 投诉与建议。"""
