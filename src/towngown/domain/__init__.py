"""The story, one package per chapter; later chapters know earlier ones, never the reverse. 业务各章，后章知前章。"""
