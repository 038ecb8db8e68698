"""Everything HTTP: pages, feeds, links. One package per part of the product over web.shared. 网页与接口。"""
