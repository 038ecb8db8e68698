"""Who logs in and who acts: the User and Actor tables, and no verbs. 登录账号与行为主体。"""
