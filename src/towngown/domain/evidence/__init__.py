"""What shows that something happened: claims, the accounts of the sides, items, one-time links. 佐证与确认。"""
