"""What happened: the one doorway for writes, the entries it leaves, and the outbox of reactions. 大事记与唯一写入口。"""
