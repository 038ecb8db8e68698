"""Bringing a partnership in from files, and taking it out again. 导入与导出页面。"""
