"""What this person must do today, and search. 今日与检索。"""
