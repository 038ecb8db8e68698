"""The menu, ordering, the queues of window and district, and the teachers. 菜单、点单、审核与师资。"""
