"""A partnership as files: templates, import with every problem named, export without loss. 导入与导出。"""
