"""Every reason and note of this room is a message in each language, with just the values that its code gives."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import impact

ROOT = Path(impact.__file__).parent


def said():
    """(id, names of values) of each ``Message(id="…", values={…})`` in the room's code."""
    for file in sorted((ROOT / "articles").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", None) == "Message":
                given = {k.arg: k.value for k in node.keywords}
                if isinstance(given["id"], ast.Constant) and isinstance(given["id"].value, str):
                    values = given.get("values")
                    yield given["id"].value, frozenset(key.value for key in values.keys) if values is not None else frozenset()


FOUND = sorted(set(said()), key=str)


def test_there_are_many():
    assert len(FOUND) > 40


@pytest.mark.parametrize("language", [file.stem for file in sorted((ROOT / "report" / "messages").glob("*.toml"))])
def test_each_is_written_in(language):
    messages = tomllib.loads((ROOT / "report" / "messages" / f"{language}.toml").read_text(encoding="utf-8"))
    wrong = []
    for identity, names in FOUND:
        table, _, key = identity.partition(".")
        text = messages[table].get(key)
        if text is None or set(re.findall(r"\{(\w+)\}", text)) != names:
            wrong.append((identity, sorted(names), text))
    assert wrong == []
    sources = {"metadata", "text", "file_name", "option", "address"}
    assert messages["published_source"].keys() == sources
