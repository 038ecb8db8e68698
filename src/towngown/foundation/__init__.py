"""Who, where and what happened: the ground every chapter of the story stands on. 人、地、事的底座。"""
