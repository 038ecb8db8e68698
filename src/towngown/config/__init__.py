"""Settings, one table of options, addresses, the command line. 配置与命令行。"""
