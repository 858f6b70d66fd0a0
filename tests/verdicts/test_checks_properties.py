"""What must hold of every check: its formulas give its values, its order does not matter, its messages exist in every language."""

from __future__ import annotations

import ast
import operator
import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_cases import ROWS, worked

import impact.report
from impact.kinds import kinds
from impact.market.facts import open_facts
from impact.records import Claim, Message, RecordScope, Term
from impact.verdicts import check, check_all, load_policy

OPERATIONS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
FUNCTIONS = {"abs": abs, "sum": lambda *xs: sum(xs)}


def evaluate(formula: str, names: dict[str, float]) -> float:
    """The value of an expression of + - * / ( ) abs sum over names and numbers; anything else is an error."""

    def of(node: ast.expr) -> float:
        match node:
            case ast.Constant(value=int() | float() as number):
                return number
            case ast.Name(id=name):
                return names[name]
            case ast.UnaryOp(op=ast.USub(), operand=inner):
                return -of(inner)
            case ast.BinOp(left=left, op=op, right=right):
                return OPERATIONS[type(op)](of(left), of(right))
            case ast.Call(func=ast.Name(id=name), args=args):
                return FUNCTIONS[name](*map(of, args))
        raise AssertionError(ast.dump(node))

    return of(ast.parse(formula, mode="eval").body)


def messages(value: object) -> list[str]:
    """The ids of a message and of all messages inside it."""
    if isinstance(value, Message):
        return [value.id, *(i for inner in value.values.values() for i in messages(inner))]
    return [i for inner in value for i in messages(inner)] if isinstance(value, tuple) else []


TABLES = {p.stem: tomllib.loads(p.read_text(encoding="utf-8")) for p in (Path(impact.report.__file__).parent / "messages").glob("*.toml")}


def said(id_: str) -> set[str]:
    """The languages in which the message has a text."""
    table, _, key = id_.partition(".")
    return {language for language, tables in TABLES.items() if key in tables.get(table, {})}


def assert_sound(found):
    assert len({r.id for r in found.readings}) == len(found.readings)
    for reading in found.readings:
        names = {f.name: f.value for f in reading.inputs}
        assert len(names) == len(reading.inputs), reading
        if reading.value is not None:
            assert evaluate(reading.formula, names) == pytest.approx(reading.value, rel=1e-9, abs=1e-9), reading
    everything = [*messages(found.reason), *messages(found.suggestion), *(i for r in found.readings for i in messages(r.note))]
    labels = [f"reading.{r.id.partition(':')[0]}" for r in found.readings] + [f"rule.{found.rule}"]
    for id_ in [*everything, *labels]:
        assert said(id_) == set(TABLES), id_
    assert (found.severity is not None) == (found.verdict in ("imprecise", "context", "mostly_false", "false"))
    assert found.reason is not None


@pytest.mark.parametrize("row", ROWS, ids=[r["id"] for r in ROWS])
def test_every_worked_check_is_sound(row, empty, claim):
    assert_sound(check_all(worked(row, empty, claim), empty, load_policy())[0])


SYMBOLS = ("NVDA", "MSFT", "META", "^IXIC", "^NDX", "US_TECH", "SEMIS", "MAG7", "MARKET", "OPENAI", "XYZ_UNKNOWN", None)
DAYS = ("2025-01-27", "2025-01-28", "2025-01-26", "2024-09-03", "2025-01", "2024", "1999-01-04", None)


@st.composite
def claims(draw):
    kind = draw(st.sampled_from(sorted(kinds())))
    value = draw(st.one_of(st.none(), st.floats(0.01, 1e13, allow_nan=False)))
    unit = draw(st.sampled_from(("percent", "currency", "points", "multiple", "shares", None)))
    term = st.builds(
        Term, role=st.sampled_from(("left", "right", "factor", "base")), value=st.floats(0.1, 1e13), unit=st.sampled_from(("percent", "currency")),
        currency=st.sampled_from(("USD", None)), quote=st.just("x"), start=st.just(0), end=st.just(1),
    )  # fmt: skip
    scope = st.builds(
        RecordScope, what=st.sampled_from(("loss", "gain", "high", "low")), place=st.integers(1, 3), since=st.sampled_from((None, "ever", "2020", "2024-09")),
        horizon=st.sampled_from(("day", "week", "month", "year")), scope=st.sampled_from((None, "company", "index", "country", "world")),
        unit=st.sampled_from((None, "currency", "percent", "points")),
    )  # fmt: skip
    return Claim(
        id=f"a:{draw(st.integers(0, 10**6))}", article="a", start=0, end=1, quote="q", sentence=draw(st.sampled_from(("s", "t"))), kind=kind, metric=None,
        subject=draw(st.sampled_from(SYMBOLS)), direction=draw(st.sampled_from(("up", "down", None))), value=value, unit=unit,
        currency=draw(st.sampled_from(("USD", "EUR", None))), hedge=draw(st.sampled_from(("none", "about", "almost", "over", "under", "just_over"))),
        basis=draw(st.sampled_from(("close", "intraday", "premarket", "week", "month", "ytd", "unknown"))), basis_stated=draw(st.booleans()),
        event_date=draw(st.sampled_from(DAYS)), date_source=draw(st.sampled_from(("sentence", "article", None))),
        period_start=draw(st.sampled_from((None, "2025-01-02", "2024", "2024-12"))), degree=draw(st.sampled_from((None, "slight", "massive"))),
        record=draw(st.one_of(st.none(), scope)), rank=draw(st.one_of(st.none(), st.integers(1, 5))), terms=tuple(draw(st.lists(term, max_size=3))),
        negated=draw(st.booleans()), word_number=draw(st.booleans()),
    )  # fmt: skip


FACTS = open_facts("bundled")


@settings(max_examples=300, deadline=None)
@given(claims())
def test_no_claim_however_odd_breaks_the_judge(one):
    assert_sound(check(one, FACTS, load_policy()))


@settings(max_examples=40, deadline=None)
@given(st.lists(claims(), max_size=8, unique_by=lambda c: c.id), st.randoms(use_true_random=False))
def test_verdicts_do_not_depend_on_the_order_of_claims(several, shuffle: random.Random):
    before = {c.claim.id: c for c in check_all(several, FACTS, load_policy())}
    shuffled = list(several)
    shuffle.shuffle(shuffled)
    assert {c.claim.id: c for c in check_all(shuffled, FACTS, load_policy())} == before


def test_the_claims_that_one_asks_about_twice_are_answered_alike(january, claim):
    one = claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0, id="one")
    two = claim("change", 17.0, hedge="almost", gmin=1.0, gmax=1.0, id="two", article="b", start=7)
    first, second = check_all([one, two], january, load_policy())
    assert (first.claim, second.claim) == (one, two)
    assert first.readings == second.readings
