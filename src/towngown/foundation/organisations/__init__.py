"""Who stands behind a party: governments, schools, stations, associations and their units. 单位及其下属部门。"""
