"""What stands in a place: stations, who runs them, their milestones and capacity. 服务站。"""
