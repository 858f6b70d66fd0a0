"""One way of running property tests everywhere: the same examples each time, and no clock, since machines differ."""

from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=False)
settings.load_profile("repeatable")
