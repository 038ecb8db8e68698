"""Long work with progress that a person can watch. 耗时工作的进度。"""
