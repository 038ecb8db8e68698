"""The public face, help and one-time links. 公开页面与一次性链接。"""
