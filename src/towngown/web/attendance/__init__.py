"""Sessions, signing in, the teacher's week, calendars. 场次、签到、教师周程与日历。"""
