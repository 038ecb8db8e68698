"""What every page shares: the look, the base pages, the components. 各页共用的外观、底版与部件。"""
