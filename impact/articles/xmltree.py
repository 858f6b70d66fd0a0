"""XML of strangers → a tree: no entities of its own, nothing fetched, no depth that recursion could drown in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from impact.articles.unreadable import Unreadable
from impact.records import Message

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_DEPTH = 256  # Word nests tables about ten elements deep each
MOST_ELEMENTS = 2_000_000


def tree(data: bytes, *, doctype: bool = False) -> Element:
    """The root element; names are ``{namespace}name``.

    An entity declaration is refused in any case (the billion-laughs bomb and files read through external entities both need
    one), a document type as well unless ``doctype``: office documents have none, old RSS has. Raises :class:`Unreadable`.
    """
    from xml.etree.ElementTree import TreeBuilder
    from xml.parsers import expat

    builder = TreeBuilder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = count = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > MOST_DEPTH or count > MOST_ELEMENTS:
            raise Unreadable(Message(id="skipped.nested"))
        builder.start(_name(tag), {_name(key): value for key, value in attributes.items()})

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        builder.end(_name(tag))

    def refuse(*_: object) -> int:
        raise Unreadable(Message(id="skipped.entities"))

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = builder.data
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    if not doctype:
        parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Unreadable(Message(id="skipped.xml", values={"line": error.lineno})) from None
    except (ValueError, LookupError):  # an encoding that does not exist, or of several bytes a character
        raise Unreadable(Message(id="skipped.xml", values={"line": 1})) from None
    return builder.close()


def _name(tag: str) -> str:
    return "{" + tag if "}" in tag else tag


def local(tag: str) -> str:
    """The name without its namespace."""
    return tag.rpartition("}")[2]
