"""The wall and the audience of everything: a partnership, its parties and sides, areas and programmes. 校地合作。"""
