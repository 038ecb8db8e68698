"""Activities, meetings, evidence. 活动、会议与佐证。"""
