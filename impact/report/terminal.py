"""Lines for a terminal: columns of fixed widths that wrap, colour only when asked for, and never colour alone."""

from __future__ import annotations

import io
import re
import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from impact.report.escape import visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

PIPE_WIDTH = 120
NARROW = 72  # columns; below it, cells stand under each other
_GLUE = "\ue000"  # stands for a no-break space while rich wraps lines, because rich breaks at any blank; visible() lets none through
_UNIT = re.compile(r"(?<=\d) (?=[%€$])")
STYLES = {
    "true": "green",
    "rounded": "green",
    "imprecise": "yellow",
    "context": "magenta",
    "mostly_false": "red",
    "false": "bold red",
    "unproven": "cyan",
    "uncheckable": "bright_black",
    "review": "bold cyan",
}


def terminal_width() -> int:
    """Columns of the terminal, or 120 in a pipe."""
    return shutil.get_terminal_size((PIPE_WIDTH, 24)).columns if sys.stdout.isatty() else PIPE_WIDTH


def glued(text: str) -> str:
    """Foreign or own text, one line, harmless, its no-break spaces kept together."""
    return _UNIT.sub(_GLUE, visible(text).replace("\u00a0", _GLUE).replace("\u202f", _GLUE))


class Page:
    """Collects lines; :meth:`text` gives them with the blanks as they were."""

    def __init__(self, width: int | None, color: bool) -> None:
        from rich.console import Console

        self.width = max(40, width or terminal_width())
        self._out = io.StringIO()
        self._console: Console = Console(
            file=self._out,
            width=self.width,
            force_terminal=color,
            color_system="standard" if color else None,
            no_color=not color,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def line(self, text: str = "", style: str = "", indent: int = 0) -> None:
        """One paragraph, wrapped behind ``indent``."""
        self.spans([(text, style)], indent)

    def spans(self, parts: Sequence[tuple[str, str]], indent: int = 0, hang: int = 0) -> None:
        """A paragraph of styled parts; lines after the first go in by ``hang`` more."""
        wrapped = _text(parts).wrap(self._console, max(10, self.width - indent - hang))
        for number, item in enumerate(wrapped or [_text([("", "")])]):
            item.rstrip()
            self._print(" " * (indent + (hang if number else 0)), item)

    def section(self, title: str) -> None:
        """A heading with an empty line before it."""
        self.line()
        self.line(title, "bold")

    def rule(self, char: str = "─", style: str = "bright_black") -> None:
        """A line across the page."""
        self._print("", _text([(char * self.width, style)]))

    def row(self, cells: Sequence[Sequence[tuple[str, str]]], widths: Sequence[int], gap: int = 2) -> None:
        """Cells beside each other, each wrapped in its width; an empty first cell of width 0 is an indent."""
        from rich.text import Text

        columns = [_text(cell).wrap(self._console, max(1, width)) for cell, width in zip(cells, widths, strict=True)]
        for index in range(max(len(column) for column in columns)):
            out = Text()
            for number, (column, width) in enumerate(zip(columns, widths, strict=True)):
                piece = column[index].copy() if index < len(column) else Text()
                piece.rstrip()
                if number:
                    out.pad_right(gap)
                piece.truncate(width, pad=True)
                out.append_text(piece)
            out.rstrip()
            self._print("", out)

    def text(self) -> str:
        """The page."""
        return self._out.getvalue().replace(_GLUE, " ")

    def _print(self, indent: str, text: Text) -> None:
        from rich.text import Text as RichText

        self._console.print(RichText(indent) + text, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _text(parts: Sequence[tuple[str, str]]) -> Text:
    from rich.text import Text

    text = Text(overflow="fold")
    for part, style in parts:
        text.append(glued(part), style or None)
    return text
