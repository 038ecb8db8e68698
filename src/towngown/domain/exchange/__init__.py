"""Intentions, needs and answers: who asks, who answers, and why. 意向、需求与答复。"""
