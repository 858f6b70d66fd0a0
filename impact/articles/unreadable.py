"""Why one input gives no article. It never ends a run: it becomes a row of the report."""

from __future__ import annotations

from impact.records import Message


class Unreadable(Exception):
    """An input that is no article, with the reason as a message of the report."""

    def __init__(self, reason: Message) -> None:
        self.reason = reason
        super().__init__(reason.id)
