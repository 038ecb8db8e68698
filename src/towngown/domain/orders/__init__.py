"""The menu, who can give what is on it, and orders: you order, we come. 菜单、师资与点单：你点单，我来讲。"""
