"""Plain Python without Django: states, periods, quantities, engines, problems. 纯计算，不依赖框架。"""
