"""Who must hear what: on the desk and by mail, urgent at once and the rest once a day. 提醒与每日摘要。"""
