"""Numbers set beside each other without any price, within an article and between two."""

from __future__ import annotations

import pytest

from impact.records import Article
from impact.verdicts import consistency

A, B = Article(id="a", text=""), Article(id="b", text="")


def ids(rows):
    return [(r.reason.id.removeprefix("consistency."), r.consistent) for r in rows]


def test_quartz_16_percent_and_465_bn_on_2_97_tn_contradict(claim):
    """Real case 14: 465 of 3,435 bn is 13.5 per cent, not nearly 16."""
    percent = claim("change", 16.0, hedge="almost", gmin=1.0, gmax=1.0, id="p")
    amount = claim("cap_change", 465e9, hedge="over", gmin=1e9, gmax=1e9, id="m")
    level = claim("cap_level", 2.97e12, gmin=1e10, gmax=1e10, id="v")
    # "more than 465" is open upwards and could be 16 per cent; the plain number could not.
    assert ids(consistency([percent, amount, level], [A])) == [("value_same", True)]
    plain = claim("cap_change", 465e9, gmin=1e9, gmax=1e9, id="m")
    rows = consistency([percent, plain, level], [A])
    assert ids(rows) == [("value_differ", False)]
    assert abs(rows[0].reason.values["computed"].value - 13.54) < 0.01


def test_two_pairs_of_one_article_imply_one_value(claim):
    """Real case 12: 18 % with 560 bn, and 17 % with 589 bn, cannot both be."""
    first = [claim("change", 18.0, gmin=1.0, gmax=1.0, id="p1", sentence="one"), claim("cap_change", 560e9, gmin=1e9, gmax=1e10, id="m1", sentence="one")]
    second = [claim("change", 17.0, gmin=0.1, gmax=1.0, id="p2", sentence="two"), claim("cap_change", 589e9, gmin=1e9, gmax=1e9, id="m2", sentence="two")]
    found = dict(ids(consistency([*first, *second], [A])))
    assert found["implied_differ"] is False
    again = [claim("cap_change", 592e9, gmin=1e9, gmax=1e9, id="m3", sentence="three"), claim("change", 17.0, gmin=1.0, gmax=1.0, id="p3", sentence="three")]
    assert dict(ids(consistency([*second, *again], [A])))["implied_same"] is True


def test_points_over_the_level_give_the_percent(claim):
    index = {"subject": "^IXIC", "unit": "points"}
    parts = [
        claim("points", 612.47, gmin=0.01, gmax=0.01, id="p", subject="^IXIC"),
        claim("level", 19341.83, gmin=0.01, gmax=0.01, id="l", currency=None, **index),
    ]
    right = claim("change", 3.07, gmin=0.01, gmax=0.01, id="c", subject="^IXIC")
    assert ids(consistency([*parts, right], [A])) == [("points_same", True)]
    wrong = claim("change", 3.7, gmin=0.1, gmax=0.1, id="c", subject="^IXIC")
    assert ids(consistency([*parts, wrong], [A])) == [("points_differ", False)]


def test_from_and_to_give_the_change(claim):
    level = claim("level", 118.42, gmin=0.01, gmax=0.01, base_value=142.62, id="l")
    assert ids(consistency([level, claim("change", 17.0, gmin=1.0, gmax=1.0, id="c")], [A])) == [("from_to_same", True)]
    assert ids(consistency([level, claim("change", 20.0, gmin=1.0, gmax=10.0, id="c")], [A])) == [("from_to_differ", False)]


def test_first_republic_fell_78_percent_not_90(claim):
    """Labelled article 662: from 81.76 to 17.53 is 78.6 per cent."""
    level = claim("level", 17.53, gmin=0.01, gmax=0.01, base_value=81.76, id="l", subject="FRC")
    assert ids(consistency([level, claim("change", 90.0, gmin=1.0, gmax=10.0, id="c", subject="FRC")], [A])) == [("from_to_differ", False)]


def test_one_topic_in_two_articles_is_compared(claim):
    def cost(article, value, **more):
        return claim("change", value, id=f"{article}:{value}", article=article, reject="corporate_amount", topic="training_cost", subject=None,
                     event_date=None, unit="currency", currency="USD", **more)  # fmt: skip

    under = cost("a", 6e6, hedge="under", gmin=1e5, gmax=1e6)
    exact = cost("b", 5.6e6, gmin=1e5, gmax=1e5)
    assert ids(consistency([under, exact], [A, B])) == [("articles_same", True)]
    other = cost("b", 100e6, gmin=1e6, gmax=1e8)
    assert ids(consistency([under, other], [A, B])) == [("articles_differ", False)]
    assert ids(consistency([under, cost("b", 100e6, gmin=1e6, gmax=1e8, hedge="over")], [A, B])) == [("articles_differ", False)]


def test_two_articles_on_one_loss_and_an_article_against_itself(claim):
    first = claim("cap_change", 589e9, hedge="about", gmin=1e9, gmax=1e9, id="a:1", article="a")
    second = claim("cap_change", 600e9, hedge="about", gmin=1e9, gmax=1e11, id="b:1", article="b")
    rows = consistency([second, first], [A, B])
    assert ids(rows) == [("articles_same", True)]
    assert rows[0].articles == ("a", "b")
    headline = claim("cap_change", 600e9, gmin=1e9, gmax=1e11, id="a:0", article="a", sentence="headline")
    assert ids(consistency([headline, first], [A])) == []  # a round number early and the exact one late
    wrong = claim("cap_change", 300e9, gmin=1e9, gmax=1e11, id="a:0", article="a", sentence="headline")
    assert ids(consistency([wrong, first], [A])) == [("article_differ", False)]


def test_up_here_and_down_there(claim):
    up = claim("direction", direction="up", id="u")
    down = claim("change", 17.0, id="d", sentence="another")
    assert ids(consistency([up, down], [A])) == [("opposite", False)]
    assert ids(consistency([up, claim("change", 17.0, id="d", event_date="2025-01-28", sentence="another")], [A])) == []
    assert ids(consistency([up, claim("change", 17.0, id="d", basis="intraday", sentence="another")], [A])) == []
    assert ids(consistency([up, claim("change", 17.0, id="d")], [A])) == []  # "up on Tuesday after Monday's fall" contradicts nothing


def test_a_headline_is_held_against_its_body_even_without_a_day(claim):
    text = "Nvidia verliert 800 Milliarden\n\nAm Ende waren es 589 Milliarden."
    inferred = {"date_source": "article", "gmin": 1e9, "gmax": 1e9}
    headline = claim("cap_change", 800e9, id="h", start=16, end=30, **inferred)
    body = claim("cap_change", 589e9, id="b", sentence="body", start=text.index("589"), end=text.index("589") + 15, **inferred)
    assert ids(consistency([headline, body], [Article(id="a", text=text)])) == [("article_differ", False)]
    # Two numbers of the body whose days are only inferred may be of two days.
    assert ids(consistency([headline, body], [Article(id="a", text="\n".join(["Titel", text]))])) == []


def test_vendors_counts_are_no_contradiction_between_articles(claim):
    first = claim("cap_change", 589e9, gmin=1e9, gmax=1e9, id="a:1", article="a")
    second = claim("cap_change", 592.7e9, gmin=1e8, gmax=1e8, id="b:1", article="b")
    assert ids(consistency([first, second], [A, B])) == [("articles_near", True)]
    third = claim("cap_change", 620e9, gmin=1e9, gmax=1e10, id="b:1", article="b")
    assert ids(consistency([first, third], [A, B])) == [("articles_differ", False)]


def test_many_articles_give_one_row_a_pair_of_numbers(claim):
    articles = [Article(id=f"a{i}", text="") for i in range(6)]
    claims = [
        claim("cap_change", 589e9 if i < 3 else 450e9, gmin=1e9, gmax=1e9, id=f"a{i}:1", article=f"a{i}") for i in range(6)
    ]  # fmt: skip
    (row,) = consistency(claims, articles)
    assert row.articles == ("a0", "a1", "a2", "a3", "a4", "a5")


def test_a_sentence_with_two_percentages_is_left_alone(claim):
    """Labelled article 616: day and week stand in one sentence."""
    parts = [claim("points", 144.28, gmin=0.01, gmax=0.01, id="p", subject="^IXIC"), claim("level", 17726.94, gmin=0.01, gmax=0.01, id="l", subject="^IXIC")]
    percents = [claim("change", 0.8, gmin=0.1, gmax=0.1, id="c1", subject="^IXIC"), claim("change", 3.6, gmin=0.1, gmax=0.1, id="c2", subject="^IXIC", event_date="2025-01-28")]
    assert ids(consistency([*parts, *percents], [A])) == []


@pytest.mark.parametrize(
    ("amount", "percent", "expected"),
    [
        (590e9, 17.0, {"from_to": [True, True]}),  # 3.49 − 2.9 = 0.59; 0.59 ÷ 3.49 = 16.9 %
        (465e9, 17.0, {"from_to": [False, True]}),  # real case 14: 465 is not the difference
        (590e9, 11.0, {"from_to": [True, False]}),
    ],
)
def test_two_values_of_a_company_against_their_difference(claim, amount, percent, expected):
    """"Der Börsenwert sank von 3,49 auf 2,9 Billionen, ein Minus von 590 Milliarden oder 17 Prozent"."""
    claims = [
        claim("cap_level", 3.49e12, id="from", gmin=1e10, gmax=1e10),
        claim("cap_level", 2.9e12, id="to", base_value=3.49e12, gmin=1e11, gmax=1e11),
        claim("cap_change", amount, id="amount", gmin=1e9, gmax=1e9),
        claim("change", percent, id="percent", gmin=1.0, gmax=1.0),
    ]
    found: dict[str, list[bool]] = {}
    for row in consistency(claims, []):
        found.setdefault(row.id.partition(":")[0], []).append(("amount" in row.claims, row.consistent))
    assert {k: [same for _, same in sorted(v, reverse=True)] for k, v in found.items()} == expected
