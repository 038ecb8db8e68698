"""Finding anything the viewer may see, in Chinese and English. 中文与英文检索。"""
