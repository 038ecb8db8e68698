"""People, organisations, places, settings. 人员、单位、地方与设置。"""
