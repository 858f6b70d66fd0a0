"""Coverage-guided fuzzing of parsed structures: ``python tests/bench/fuzz_structures.py TARGET -max_total_time=600``.

``TARGET`` is policy, receipts, parquet, docx, odt, feed, html, jsonl, warc or pdf (needs ``pip install atheris``). Edits of bytes
(tests/bench/fuzz_files.py) mostly die in the parser; here a good file is parsed, its structure is changed (values of other types, keys
left out, doubled or renamed, elements moved, nested, or of another kind), and it is written in good form, so that what lies behind the
parser is met. A fault is anything but success or an error of ours on one line. What it finds becomes a case of
tests/trust/test_fuzz_structures.py; the figures of the last lines go into the README's table of what was tried.
"""

import copy
import datetime
import json
import logging
import sys
import tomllib
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_files import WORK, fine

TESTS = Path(__file__).parents[1]
with atheris.instrument_imports(include=["impact.pipeline", "impact.report"]):
    from impact.articles.formats import formats
    from impact.market.facts import open_facts
    from impact.market.prices.files import PriceFile
    from impact.pipeline import read_claims, receipts, recheck
    from impact.records import Report
    from impact.report import render
    from impact.verdicts import check_all, load_policy, policy, policy_table

TEXT = (
    "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent, was 589 Milliarden Dollar entspricht, der größte Tagesverlust der Geschichte. "
    "Der Dow stieg am 27. Januar 2025 um 289 Punkte auf 44.713 Punkte. Apple gab leicht nach."
)
SCALARS = [
    None, True, False, 0, 1, -1, 2**31, 2**63, -(2**63) - 1, 10**40, 0.0, -0.0, 0.5, 1e308, 1e-320, float("inf"), float("-inf"), float("nan"), "", " ", "NaN",
    "inf", "1e999", "17", "-5", "up", "down", "2025-01-27", "9999-99-99", "0000-00-00", "2025", "NVDA", "^DJI", "\0", "\ud800", "\u202e", "ä" * 300, "x\ny", [], {},
]  # fmt: skip
NAMES = ["", "text", "id", "title", "date", "url", "a b", "\n", "schema", "run", "checks", "sha256", "verdict", "x" * 200]


def scalar(given):
    return given.PickValueInList(SCALARS) if given.ConsumeIntInRange(0, 4) else given.ConsumeUnicode(12)


def changed(given, node):
    """A JSON-like structure with one place in it changed."""
    if isinstance(node, dict) and node and given.ConsumeIntInRange(0, 7):
        key = given.PickValueInList(sorted(node))
        action = given.ConsumeIntInRange(0, 9)
        if action == 0:
            return {k: v for k, v in node.items() if k != key}
        if action == 1:
            return {(given.PickValueInList(NAMES) if k == key else k): v for k, v in node.items()}
        if action == 2:
            return node | {key: node[given.PickValueInList(sorted(node))]}
        return node | {key: changed(given, node[key])}
    if isinstance(node, list) and node and given.ConsumeIntInRange(0, 7):
        at = given.ConsumeIntInRange(0, len(node) - 1)
        action = given.ConsumeIntInRange(0, 7)
        if action == 0:
            return node[:at] + node[at + 1 :]
        if action == 1:
            return node[:at] + [node[at]] * given.PickValueInList([2, 3, 50]) + node[at + 1 :]
        return [*node[:at], changed(given, node[at]), *node[at + 1:]]
    action = given.ConsumeIntInRange(0, 9)
    if action == 0:
        return [node]
    if action == 1:
        return {given.PickValueInList(NAMES): node}
    if action == 2:
        for _ in range(given.PickValueInList([5, 90, 3000])):
            node = [node]
        return node
    if isinstance(node, (int, float)) and not isinstance(node, bool) and action < 6:
        return node * given.PickValueInList([-1, 0, 2, 1000, 1e300, 1e-300])
    return scalar(given)


def dumps(node):
    """As JSON; what is nested too deep to be written so is said in plain characters."""
    try:
        return json.dumps(node)
    except RecursionError:
        return '{"text": "Nvidia", "date": ' + "[" * 3000 + "]" * 3000 + "}"


def several(given, node):
    for _ in range(given.ConsumeIntInRange(1, 4)):
        node = changed(given, node)
    return node


def toml(node, name=()):
    """A structure as TOML; what TOML has no form for is left out."""
    plain, tables = [], []
    for key, value in node.items():
        if isinstance(value, dict):
            tables.append((key, value))
        elif (written := toml_value(value)) is not None:
            plain.append(f"{json.dumps(key)} = {written}")
    head = [f"[{'.'.join(json.dumps(part) for part in name)}]"] if name else []
    return "\n".join([*head, *plain, *(toml(value, (*name, key)) for key, value in tables)]) + "\n"


def toml_value(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, str):
        return json.dumps(value)
    if isinstance(value, list):
        parts = [toml_value(part) for part in value]
        return None if None in parts else f"[{', '.join(parts)}]"
    if isinstance(value, dict):
        parts = [f"{json.dumps(k)} = {toml_value(v)}" for k, v in value.items() if toml_value(v) is not None]
        return "{" + ", ".join(parts) + "}"
    return None


def article():
    file = WORK / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    return file


def policies():
    """What is loaded is used: printed as a table, and every kind of claim judged by it."""
    whole, file = tomllib.loads(policy.PATH.read_text(encoding="utf-8")), WORK / "policy.toml"
    claims = read_claims([str(article())]).market_claims
    facts = open_facts("bundled")
    policy.PATH = file

    def use(profile):
        loaded = load_policy.__wrapped__(profile)
        list(policy_table(loaded))
        checks = check_all(claims, facts, loaded)
        render("json", Report(meta={}, articles=(), checks=tuple(checks)), "de")

    def one(given):
        made = several(given, whole)
        if not isinstance(made, dict):
            return
        try:
            file.write_bytes(toml(made).encode("utf-8", "replace"))
        except RecursionError:  # nested deeper than we can write it: said in plain characters
            file.write_bytes(b"version = " + b"[" * 3000 + b"]" * 3000)
        fine(lambda: use(given.PickValueInList(["strict", "newsroom", "lenient"])))

    return one


def all_receipts():
    """What a receipt says is read, compared with the whole one, and run again."""
    run = receipts.Run(paths=(str(article()),))
    whole = json.loads(receipts.write_receipt(run.verify()[0], run))
    held, file = receipts.receipt.canonical(whole), WORK / "receipt.json"
    names = {"paths": ["nowhere.txt", str(WORK / "article.txt"), str(WORK), "-", "http://127.0.0.1:9/", ""]}

    def use(again):
        made, _ = receipts.receipt.read(file)
        receipts.receipt.compare(held, made)
        receipts.receipt.compare(made, held)
        if again:
            recheck(file)

    def one(given):
        made = several(given, whole)
        if isinstance(made, dict) and isinstance(made.get("run"), dict) and given.ConsumeBool():
            made["run"] = dict(made["run"], paths=[given.PickValueInList(names["paths"])])
        try:
            file.write_bytes(receipts.receipt.canonical(made))
        except (ValueError, RecursionError, TypeError, AttributeError):
            return
        again = isinstance(made, dict) and (made.get("run") != whole["run"] or not given.ConsumeIntInRange(0, 7))
        fine(lambda: use(again))

    return one


ROWS = {
    "symbol": ["NVDA"] * 3 + ["^DJI"],
    "date": [datetime.date(2025, 1, day) for day in (24, 27, 28, 27)],
    "open": [148.4, 124.8, 121.8, 44000.0], "high": [149.0, 128.4, 129.0, 44800.0], "low": [141.9, 116.7, 116.25, 44000.0],
    "close": [142.62, 118.42, 128.99, 44713.58], "volume": [234657600.0, 818830900.0, 579666400.0, None],
}  # fmt: skip


def parquet():
    """Columns of any Arrow type under the names that are looked for, doubled, missing, nested, of other time zones."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = [
        pa.string(), pa.large_string(), pa.binary(), pa.int8(), pa.uint64(), pa.float16(), pa.float32(), pa.float64(), pa.bool_(), pa.null(), pa.date32(), pa.date64(),
        pa.timestamp("s"), pa.timestamp("ns", "America/New_York"), pa.timestamp("us", "Pacific/Apia"), pa.time64("us"), pa.duration("ms"), pa.decimal128(12, 3),
        pa.decimal256(60, 30), pa.list_(pa.float64()), pa.struct([("a", pa.float64())]), pa.dictionary(pa.int8(), pa.string()), pa.map_(pa.string(), pa.float64()),
    ]  # fmt: skip
    file = WORK / "prices.parquet"

    def cast(values, kind):
        for made in (values, [str(v) for v in values], [[1.0]] * len(values), [{"a": 1.0}] * len(values), [1] * len(values), [None] * len(values)):
            try:
                return pa.array(made, kind)
            except (pa.ArrowException, TypeError, ValueError, OverflowError):
                continue
        return pa.nulls(len(values))

    def one(given):
        rows = {name: list(values) for name, values in ROWS.items()}
        for _ in range(given.ConsumeIntInRange(0, 3)):
            column = rows[given.PickValueInList(sorted(rows))]
            column[given.ConsumeIntInRange(0, len(column) - 1)] = scalar(given)
        arrays, names = [], []
        for name, values in rows.items():
            kind = given.PickValueInList(types) if not given.ConsumeIntInRange(0, 4) else None
            try:
                arrays.append(pa.array(values) if kind is None else cast(values, kind))
            except (pa.ArrowException, TypeError, ValueError, OverflowError):
                arrays.append(cast(values, pa.string()))
            names.append(given.PickValueInList([*ROWS, "Date", "Close", "Adj Close", "ticker", "", "('Close', 'NVDA')"]) if not given.ConsumeIntInRange(0, 9) else name)
        if not given.ConsumeIntInRange(0, 5):
            at = given.ConsumeIntInRange(0, len(names) - 1)
            del names[at], arrays[at]
        table = pa.table(arrays, names=names)
        if not given.ConsumeIntInRange(0, 5):  # what pandas writes of its index
            about = {"index_columns": [scalar(given)], "columns": scalar(given), "column_indexes": []}
            table = table.replace_schema_metadata({"pandas": json.dumps(about, default=str).encode("utf-8", "replace")})
        try:
            pq.write_table(table, file)
        except (pa.ArrowException, ValueError, TypeError, UnicodeError):
            return
        fine(lambda: use_prices(file))

    def use_prices(path):
        found = PriceFile(path)
        found.describe()
        for symbol in found.symbols():
            found.series(symbol, datetime.date(2025, 1, 1), datetime.date(2025, 2, 1))

    return one


def elements(given, root, tags, attributes):
    """A tree of elements with a few of them moved, doubled, renamed, nested, or taken out."""
    root = copy.deepcopy(root)
    for _ in range(given.ConsumeIntInRange(1, 5)):
        found = [e for e in root.iter() if isinstance(e.tag, str)]
        one, other = given.PickValueInList(found), given.PickValueInList(found)
        action = given.ConsumeIntInRange(0, 8)
        if action == 0 and one is not root:
            one.getparent().remove(one)
        elif action == 1 and one is not root and other not in one.iter():
            other.append(one)
        elif action == 2 and sum(1 for _ in one.iter()) < 60:
            other.extend([copy.deepcopy(one) for _ in range(given.PickValueInList([1, 2, 40]))])
        elif action == 3:
            one.tag = given.PickValueInList(tags)
        elif action in (4, 5):
            try:
                one.set(given.PickValueInList(attributes), str(scalar(given)))
            except ValueError:
                continue
        elif action == 6:
            inner = one
            for _ in range(given.PickValueInList([1, 40, 400])):
                inner = inner.makeelement(given.PickValueInList(tags), {})
                one.append(inner)
                one = inner
        else:
            try:
                one.text = str(scalar(given))
            except ValueError:
                one.text = given.PickValueInList(["17 %", " ", "2025-01-27", "999999999999", "-1"])
    return root


def documents(kind):
    """A good document of ``kind``, its parts changed and put together again."""
    from built_documents import OPEN, WORD, opened, page, portable, word
    from fuzz_articles import OPEN_BODY, WORD_BODY
    from lxml import etree, html
    from test_archives import CRAWL
    from test_feed import ATOM, RSS

    logging.disable(logging.CRITICAL)
    reader = next(r for r in formats() if r.__name__.rpartition(".")[2] == {"odt": "odt", "docx": "docx"}.get(kind, kind))
    read = getattr(reader, "extract", reader.read)

    def markup(root):
        return etree.tostring(root, encoding="unicode")

    if kind == "docx":
        root = etree.fromstring(f'<w:body xmlns:w="{WORD}">{WORD_BODY}<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body>')
        tags = [f"{{{WORD}}}{name}" for name in ("p", "r", "t", "tab", "br", "del", "ins", "tbl", "tr", "tc", "instrText", "delText", "hyperlink", "sectPr", "pPr", "pStyle")]
        attributes = [f"{{{WORD}}}val", "{http://www.w3.org/XML/1998/namespace}space", f"{{{WORD}}}author"]
        return lambda given: fine(lambda: read(word(markup(elements(given, root, tags, attributes)))))
    if kind == "odt":
        root = etree.fromstring(f'<text:section xmlns:text="{OPEN}:text:1.0" xmlns:table="{OPEN}:table:1.0">{OPEN_BODY}</text:section>')
        tags = [f"{{{OPEN}:text:1.0}}{name}" for name in ("p", "h", "s", "tab", "span", "note", "tracked-changes", "list", "list-item", "line-break", "section")]
        tags += [f"{{{OPEN}:table:1.0}}{name}" for name in ("table", "table-row", "table-cell")]
        attributes = [f"{{{OPEN}:text:1.0}}c", f"{{{OPEN}:table:1.0}}number-columns-repeated", f"{{{OPEN}:text:1.0}}outline-level"]
        return lambda given: fine(lambda: read(opened(markup(elements(given, root, tags, attributes)))))
    if kind == "feed":
        roots = [etree.fromstring(whole.replace("&nbsp;", " ").encode()) for whole in (RSS, ATOM)]
        tags = sorted({e.tag for r in roots for e in r.iter() if isinstance(e.tag, str)})
        attributes = ["href", "rel", "type", "url", "isPermaLink", "term", "{http://www.w3.org/XML/1998/namespace}base"]
        return lambda given: fine(lambda: read(etree.tostring(elements(given, given.PickValueInList(roots), tags, attributes))))
    if kind == "html":
        linked = '{"@type":"NewsArticle","headline":"a","datePublished":"2025-01-28","author":[{"name":"b"}],"isAccessibleForFree":false}'
        root = html.document_fromstring(page(head=f'<meta name="date" content="2025-01-28"><script type="application/ld+json">{linked}</script>'))
        tags = ["p", "div", "article", "section", "table", "tr", "td", "ul", "li", "h1", "h2", "a", "b", "del", "span", "template", "figure", "iframe", "math", "svg", "time", "meta", "title", "pre"]
        attributes = ["class", "id", "style", "hidden", "datetime", "content", "name", "property", "itemprop", "href", "lang"]

        def one(given):
            made = elements(given, root, tags, attributes)
            for script in made.iter("script"):
                script.text = dumps(several(given, json.loads(linked)))
            fine(lambda: read(html.tostring(made)))

        return one
    if kind == "jsonl":
        lines = [{"id": 1, "text": TEXT, "date": "2025-01-28", "authors": ["a"], "url": "https://example.com/a", "outlet": {"name": "x"}}, {"body": "x", "title": "t"}]
        return lambda given: fine(lambda: read("\n".join(dumps(several(given, line)) for line in lines).encode("utf-8", "replace")))
    if kind == "warc":
        return lambda given: fine(lambda: read(archive(given, CRAWL)))
    whole = portable([["Nvidia fiel um 17 Prozent.", "Der Dax stieg."], ["Seite zwei."]], "/Title (a) /CreationDate (D:20250128)")
    return lambda given: fine(lambda: read(rebuilt(given, whole)))


def archive(given, records):
    """Records with headers changed, left out or doubled; lengths mostly made right again."""
    made = []
    for record in records:
        head, _, body = record.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        for _ in range(given.ConsumeIntInRange(0, 2)):
            at = given.ConsumeIntInRange(0, len(lines) - 1)
            name = lines[at].partition(b":")[0]
            value = str(scalar(given)).encode("utf-8", "replace")
            lines[at : at + 1] = given.PickValueInList([[], [lines[at]] * 2, [name + b": " + value], [name + b":"], [b"X" * 9000 + b": y"], [lines[at], b" folded"]])
        if given.ConsumeBool() and b"Content-Length" in head:
            inner = given.PickValueInList([body, body[:50], body * 2, b"HTTP/1.1 200 OK\r\nContent-Encoding: br\r\n\r\n" + body, b"HTTP/1.1 301 \r\n\r\n", b""])
            lines = [b"Content-Length: %d" % len(inner) if line.lower().startswith(b"content-length") else line for line in lines]
            body = inner + b"\r\n\r\n"
        made.append(b"\r\n".join(lines) + b"\r\n\r\n" + body)
    if given.ConsumeBool():
        made.append(made[given.ConsumeIntInRange(0, len(made) - 1)])
    return b"".join(made)


def rebuilt(given, whole):
    """A PDF with tokens of its objects changed, its table of places made anew."""
    objects = [part.partition(b" obj\n")[2] for part in whole.split(b"\nendobj\n")[:-1]]
    count = len(objects) + 1
    put = [b"null", b"true", b"-1", b"0", b"99999999999", b"1e10", b"()", b"<>", b"<FEFF00410042>", b"[]", b"<< >>", b"/Name", b"/", b"[" * 60 + b"]" * 60, b"(\\377)", b"<< /Type /Page >>"]
    put += [b"%d 0 R" % n for n in range(count + 2)]
    for _ in range(given.ConsumeIntInRange(1, 5)):
        at = given.ConsumeIntInRange(0, len(objects) - 1)
        head, sep, stream = objects[at].partition(b"stream\n")
        tokens = head.split(b" ")
        k = given.ConsumeIntInRange(0, len(tokens) - 1)
        action = given.ConsumeIntInRange(0, 3)
        tokens[k : k + 1] = [[given.PickValueInList(put)], [], [tokens[k]] * 2, [tokens[k], given.PickValueInList(put)]][action]
        if stream and given.ConsumeBool():
            stream = stream.replace(b"Tj", given.PickValueInList([b"TJ", b"'", b'"', b"Do", b"BI", b"BT", b"Tf", b"cm"])) if given.ConsumeBool() else stream[: len(stream) // 2]
        objects[at] = b" ".join(tokens) + sep + stream
    out, offsets = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n".encode()


DOCUMENTS = ("docx", "odt", "feed", "html", "jsonl", "warc", "pdf")
TARGETS = {"policy": policies, "receipts": all_receipts, "parquet": parquet}


def main():
    name = sys.argv[1]
    target = documents(name) if name in DOCUMENTS else TARGETS[name]()
    options = ["-timeout=20", "-max_len=160", "-len_control=0", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *sys.argv[2:], *options], lambda data: target(atheris.FuzzedDataProvider(data)))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
