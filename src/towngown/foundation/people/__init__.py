"""Persons, what they can do, and the roles through which they may act. 人员、专长与角色。"""
