"""Sessions: one sitting of a course at a place; signing in without an account, ratings, who comes again. 场次、签到与评课。"""
