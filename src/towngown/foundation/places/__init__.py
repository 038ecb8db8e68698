"""Administrative places by code and edition: district, town, village. 行政区划：区县、乡镇街道、村居。"""
