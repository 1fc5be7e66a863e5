"""Faults of a copy that is not the newest: each gives the day as of which the record is served."""

from datetime import timedelta

OLD = timedelta(days=60)


def old_copy(day, turn):
    return day - OLD


def old_copy_every_other_time(day, turn):
    return day - OLD if turn % 2 else day
