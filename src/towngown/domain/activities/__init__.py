"""What was planned, held and confirmed; meetings with their decisions and tasks. 活动与会议。"""
