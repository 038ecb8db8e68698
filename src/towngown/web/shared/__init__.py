"""What every page leans on: the look, forms made from verbs, addresses, errors. 页面共用部分。"""
