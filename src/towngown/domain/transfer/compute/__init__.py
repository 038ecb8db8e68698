"""Reading and writing files as plain rows, without knowing what the rows mean. 文件读写。"""
