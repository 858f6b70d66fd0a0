"""Results as text: every form, both languages, every message known."""

import csv
import io
import json
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pandas
import pytest
from study_data import EVENT, EVENT_ROW, closes
from test_calibration import check

import impact.study
from impact.errors import InputError
from impact.records import Article, Bar
from impact.report import say
from impact.study import plots, run
from impact.study.calibration import calibrate
from impact.study.present import FORMS, Style, Value, as_csv, render

SOURCE = Path(impact.study.__file__).parent
MESSAGES = SOURCE.parent / "report" / "messages"


def speak(language):
    return lambda message: say(message, language)


@pytest.fixture(scope="module")
def results():
    frame = closes(shares=9, correlation=0.3)
    frame.iloc[150:, 1] *= 1.6  # a jump
    events = pandas.DataFrame(
        [(frame.index[EVENT_ROW + 1].date().isoformat(), "during the session", "*", "a|b *c*", "confirmed")],
        columns=["session", "when", "symbols", "what", "certainty"],
    )
    bars = [
        Bar(
            symbol="S0",
            session=day.date(),
            open=1.0,
            high=1.1 + i % 7 / 10,
            low=1.0,
            close=1.0,
            volume=1e6 + i,
            source="made",
            as_of="2024",
        )
        for i, day in enumerate(frame.index)
    ]
    symbols = [f"S{i}" for i in range(9)]
    study = run.study(
        frame, [*symbols, "GONE"], EVENT, "^M", weight=lambda index, symbol: 0.05 if symbol == "S0" else None, estimation=240,
        bars={"S0": bars}, events=events,
    )  # fmt: skip
    correlations = run.correlations(frame, symbols, EVENT, "S0", market="^M", fund="^M", weight=lambda index, symbol: 0.05)
    claims = calibrate([check(-10 - i, -9.0 - i * 1.1, article=str(i % 4)) for i in range(12)], [Article(id="0", text="", language="de")])
    return {"study": study, "correlate": correlations, "calibrate": (claims,)}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("command", ["study", "correlate", "calibrate"])
def test_every_form_speaks_both_languages(results, command, form, language):
    text = render(form, results[command], speak(language), language, explain=True)
    assert text.endswith("\n")
    assert "study." not in re.sub(r'"id": "study\.[a-z_]+"', "", text)  # no id shows through
    assert not re.search(r"\bnan\b", text, re.IGNORECASE)
    if form == "json":
        json.loads(text)
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(text)))
        assert len({len(row) for row in rows}) == 1


def test_json_rows_have_the_promised_fields(results):
    document = json.loads(render("json", results["study"], speak("en"), "en"))
    row = next(row for row in document["rows"] if row["symbol"] == "S3" and row["day"] == 0)
    assert {"symbol", "session", "abnormal_return", "t", "p", "model", "benchmark"} <= set(row)
    assert row["abnormal_return"] == pytest.approx(results["study"][0].window((0, 0)).car[3], rel=1e-12)
    assert -0.3 < row["abnormal_return"] < 0  # a fraction
    (gone,) = (row for row in document["rows"] if row["symbol"] == "GONE")
    assert gone["reason"]["id"] == "study.no_series"
    assert document["robustness"][0]["cells"] == len(
        [c for c in document["robustness_cells"] if c["symbol"] == document["robustness"][0]["symbol"]]
    )
    assert document["tests"]["adjusted_bmp"]["null"]


def test_numbers_are_written_in_the_language():
    german, english = Style(speak("de"), "de"), Style(speak("en"), "en")
    value = Value(-0.16459, 2, percent=True, signed=True)
    assert (german.cell(value), english.cell(value)) == ("−16,46\u00a0%", "−16.46%")
    assert english.cell(Value(0.0794, 2, percent=True, signed=True)) == "+7.94%"
    assert english.cell(Value(-0.00001, 2, percent=True, signed=True)) == "0.00%"
    assert (german.cell(Value(0.0004, 3, p=True)), english.cell(Value(0.0314, 3, p=True))) == ("< 0,001", "0.031")
    assert english.cell(Value(float("nan"))) == english.cell(None) == "–"
    assert (german.cell(EVENT), english.cell(EVENT)) == (EVENT.strftime("%d.%m.%Y"), EVENT.isoformat())


def test_table_columns_stand_under_their_heads(results):
    lines = render("table", results["study"], speak("en"), "en").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("symbol"))
    ends = {word: re.search(rf"\b{word}\b", lines[start]).end() for word in ("return", "abnormal", "low", "t")}
    for line in lines[start + 1 : start + 1 + 9 * 2]:  # nine shares, the event session and the whole window
        assert line.startswith("S")
        for end in ends.values():  # numbers stand flush right under their heading, with a gap behind
            assert re.fullmatch(r"[\d%]", line[end - 1])
            assert line[end] == " "


def test_many_shares_are_told_briefly_unless_asked(results):
    brief, long = (render("table", results["study"], speak("en"), "en", explain=explain) for explain in (False, True))
    assert len(re.findall(r"(?m)^S\d  +[−+\d:]+  ", brief.split("Estimation\n")[0])) == 9 * 2
    assert len(re.findall(r"(?m)^S\d  +[−+\d:]+  ", long.split("Estimation\n")[0])) == 9 * 6
    assert "detailed output" in brief
    assert "detailed output" not in long
    assert "null hypothesis" in long


def test_the_arithmetic_adds_up_as_printed(results):
    text = render("table", results["study"], speak("en"), "en", explain=True)
    lines = re.findall(
        r"· (S\d): (\S+)% − \((\S+)% \+ (\S+) · (\S+)%\) = (\S+)%; error (\S+)% · √(\S+) = (\S+)%; t = .* = (\S+) with", text
    )
    assert len(lines) == 9
    for _, *printed in lines:
        actual, alpha, beta, market, abnormal, sigma, factor, error, t = (float(item.replace("−", "-")) for item in printed)
        assert actual - (alpha + beta * market) == pytest.approx(abnormal, abs=0.03)
        assert sigma * factor**0.5 == pytest.approx(error, abs=0.02)
        assert abnormal / error == pytest.approx(t, abs=0.05)


def test_markdown_tables_are_whole_and_escaped(results):
    text = render("markdown", results["study"], speak("en"), "en")
    assert "a\\|b \\*c\\*" in text
    for block in text.split("\n\n"):
        lines = block.splitlines()
        if lines[0].startswith("|"):
            assert len({len(re.split(r"(?<!\\)\|", line)) for line in lines}) == 1


def test_a_cell_that_a_spreadsheet_would_run_is_quoted():
    text = as_csv([{"a": "=1+1", "b": "-1:3", "c": -0.5, "d": "@x"}], speak("en"))
    assert text.splitlines()[1] == "'=1+1,-1:3,-0.5,'@x"


def test_an_unknown_form_names_the_known():
    with pytest.raises(InputError, match="table, markdown, csv, json"):
        render("pdf", (), speak("en"), "en")


def test_every_message_is_written_in_both_languages():
    tables = [tomllib.loads((MESSAGES / f"{language}.toml").read_text(encoding="utf-8"))["study"] for language in ("de", "en")]
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    used = set(re.findall(r'id="study\.([a-z_0-9]+)"', code)) | {f"title_{key}" for key in re.findall(r'title\(\s*"([a-z_]+)"', code)}
    used |= {f"finding_{key}" for key in ("down", "up", "none")} | {f"by_{key}" for key in ("all", "outlet", "language", "hedge", "kind")}
    used |= {"scale_change", "scale_level"}
    heads = re.findall(r"(?:columns|heads)(?:: tuple\[str, \.\.\.\])?=? ?=? ?\(([^)]*)\)", code)
    used |= {f"head_{key}" for head in heads for key in re.findall(r'"([a-z_0-9]+)"', head)}
    assert len(used) > 90
    for table in tables:
        assert used <= set(table), sorted(used - set(table))
    for key in used:
        first, second = ({*re.findall(r"\{(\w+)\}", table[key])} for table in tables)
        assert first == second, key


def test_plots_are_well_formed_and_name_what_they_show(results):
    study, correlations, claims = results["study"][0], results["correlate"][0], results["calibrate"][0]
    alone = run.study(closes(shares=1), ["S0"], EVENT, "^M", estimation=240)[0]
    for text, names in (
        (plots.study(study, speak("de"), "de"), ["S0", "%"]),
        (plots.study(alone, speak("en"), "en"), ["polygon", "S0"]),
        (plots.heat_map(correlations, speak("de"), "de"), ["S8", "S0"]),
        (plots.scatter(claims, speak("en"), "en"), ["<title>0:-10</title>", "Claimed and actual", "claimed (percent)"]),
    ):
        root = ElementTree.fromstring(text)
        assert root.tag.endswith("svg")
        assert all(name in text for name in names)
        assert not re.search(r"\bnan\b", text)
        numbers = [float(item) for item in re.findall(r'(?:x|y|cx|cy)="([-\d.]+)"', text)]
        assert min(numbers) >= -60
        assert max(numbers) <= 900


def test_there_is_no_plot_of_nothing():
    frame = closes(shares=1)
    frame["S0"] = 5.0
    with pytest.raises(InputError, match="nothing to draw"):
        plots.study(run.study(frame, ["S0"], EVENT, "^M")[0], speak("en"), "en")


def test_scatter_puts_a_claim_that_holds_on_the_diagonal():
    claims = calibrate([check(-17, -17.0, "a"), check(300, 300.0, "b"), check(2, 0.5, "c"), check(-0.2, -0.2, "d")])
    text = plots.scatter(claims, speak("en"), "en")
    found = re.findall(r'<circle cx="([\d.]+)" cy="([\d.]+)".*?<title>(\w)', text)
    line = [float(item) for item in re.search(r'<polyline points="([\d., ]+)"', text).group(1).replace(" ", ",").split(",")]
    slope = (line[3] - line[1]) / (line[2] - line[0])
    above = {name: float(y) - (line[1] + slope * (float(x) - line[0])) for x, y, name in found}
    assert all(abs(above[name]) < 0.2 for name in "abd")
    assert above["c"] > 5  # less than claimed: below the line
    with pytest.raises(InputError, match="nothing to draw"):
        plots.scatter(claims, speak("en"), "en", "USD")


def test_a_message_in_the_place_of_a_result_is_said():
    frame = closes(shares=2)
    text = render("table", run.correlations(frame, ["S0", "S1"], EVENT, "S0", fund="^M"), speak("en"), "en")
    assert text.count("8 are needed") == 1
    assert "belongs together" not in text  # two unrelated shares make no group
