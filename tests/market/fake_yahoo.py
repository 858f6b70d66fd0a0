"""A Yahoo on loopback: a CONNECT proxy that ends TLS with its own authority and speaks chart v8, cookie, crumb and share counts.

Set by environment only (HTTPS_PROXY, REQUESTS_CA_BUNDLE). How it behaves is in the symbol that is asked for: ``PAGE_WARM`` answers the
first question for the symbol's time zone well and the prices with an HTML page. Hosts that are not Yahoo's are refused
with 599 and listed in ``refused``.
"""

import contextlib
import json
import socket
import ssl
import struct
import threading
import time
from datetime import UTC, date, datetime, timedelta
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import trustme

HOSTS = {"fc.yahoo.com", "query1.finance.yahoo.com", "query2.finance.yahoo.com"}
NEW_YORK = ZoneInfo("America/New_York")


class FakeYahoo:
    """Context manager; ``ca`` is the path of the authority's certificate, ``url`` that of the proxy."""

    def __init__(self, folder, today=date(2025, 3, 7), sessions=()):
        self.today, self.sessions = today, sorted(sessions)
        self.refused, self.requests, self._faults = [], [], {}
        authority = trustme.CA()
        self.ca = str(folder / "ca.pem")
        authority.cert_pem.write_to_path(self.ca)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(*sorted(HOSTS)).configure_cert(self._context)
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self._closing = threading.Event()

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *exc):
        self._closing.set()
        self._server.close()

    def _accept(self):
        while not self._closing.is_set():
            try:
                client, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with contextlib.suppress(OSError, ssl.SSLError, ValueError), client:
            client.settimeout(30)
            head = _head(client)
            target = head.split(b" ")[1].decode()
            host = target.partition(":")[0]
            if not head.startswith(b"CONNECT") or host not in HOSTS:
                self.refused.append(target)
                client.sendall(b"HTTP/1.1 599 Refused by the test\r\nContent-Length: 0\r\n\r\n")
                return
            client.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            with self._context.wrap_socket(client, server_side=True) as tls:
                while head := _head(tls):
                    path = head.split(b" ")[1].decode()
                    self.requests.append((host, path))
                    if not self._answer(tls, host, path):
                        return

    def _answer(self, tls, host, path):
        parts = urlsplit(path)
        if host == "fc.yahoo.com":
            return _send(tls, 404, b"", "text/html", "Set-Cookie: A3=d=test; Max-Age=31536000; Domain=.yahoo.com; Path=/; Secure\r\n")
        if parts.path.endswith("/getcrumb"):
            return _send(tls, 200, b"cr.umb", "text/plain")
        symbol = parts.path.rpartition("/")[2].replace("%5E", "^")
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        mode, _, warm = symbol.partition("_")
        probe = query.get("range") == "1d"  # yfinance only wants the time zone
        if "fundamentals-timeseries" in parts.path:
            return self._shares(tls, mode)
        fault = getattr(self, f"_fault_{mode.lower()}", None)
        if fault is None or (warm and probe):
            return _send_json(tls, self.chart(symbol, query))
        return fault(tls, symbol, query, self._count(symbol))

    def _count(self, symbol):
        """How many faults the symbol has had, this one included."""
        self._faults[symbol] = self._faults.get(symbol, 0) + 1
        return self._faults[symbol]

    # --- good replies ---

    def chart(self, symbol, query, **changes):
        """A chart of rising closes: 100 on the first session, one more each; two splits and a dividend where the mode says so."""
        first = datetime.fromtimestamp(int(query["period1"]), UTC).date() if "period1" in query else self.today - timedelta(days=1)
        days = [d for d in self.sessions if first <= d <= self.today]
        stamps = [int(datetime(d.year, d.month, d.day, 9, 30, tzinfo=NEW_YORK).timestamp()) for d in days]
        close = [100.0 + self.sessions.index(d) for d in days]
        quote = {
            "open": [c - 0.5 for c in close], "high": [c + 1 for c in close], "low": [c - 1 for c in close], "close": close, "volume": [1000] * len(days),
        }  # fmt: skip
        end = int(datetime(self.today.year, self.today.month, self.today.day, 16, 0, tzinfo=NEW_YORK).timestamp())
        meta = {
            "currency": "USD", "symbol": symbol, "exchangeName": "NMS", "instrumentType": "EQUITY", "firstTradeDate": 0, "regularMarketTime": end,
            "gmtoffset": -18000, "timezone": "EST", "exchangeTimezoneName": "America/New_York", "priceHint": 2,
            "currentTradingPeriod": {k: {"timezone": "EST", "start": end - 23400, "end": end, "gmtoffset": -18000} for k in ("pre", "regular", "post")},
            "dataGranularity": "1d", "range": "", "validRanges": ["1d", "5d", "1mo", "1y", "max"],
        }  # fmt: skip
        result = {"meta": meta, "timestamp": stamps, "indicators": {"quote": [quote], "adjclose": [{"adjclose": list(close)}]}}
        result.update(changes)
        return {"chart": {"result": [result], "error": None}}

    def _shares(self, tls, mode):
        if mode == "NOSHARES":
            return _send_json(tls, {"timeseries": {"result": [{"meta": {}}], "error": None}})
        if mode == "DSTSHARES":  # 02:30 on the day on which New York leaves out the hour from two to three
            return _send_json(tls, {"timeseries": {"result": [{"meta": {}, "timestamp": [1710037800], "shares_out": [1015]}], "error": None}})
        stamps = [1706745600, 1706749200, 1714521600]  # two on 1 February 2024, one on 1 May 2024
        return _send_json(tls, {"timeseries": {"result": [{"meta": {}, "timestamp": stamps, "shares_out": [1000, 1010, 1020]}], "error": None}})

    # --- faults ---

    def _fault_unknown(self, tls, symbol, query, count):
        error = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
        return _send_json(tls, {"chart": {"result": None, "error": error}}, 404)

    def _fault_limited(self, tls, symbol, query, count):
        return _send(tls, 429, b"Too Many Requests\r\n", "text/html")

    def _fault_down(self, tls, symbol, query, count):
        return _send(tls, 503, b"<html>Service Unavailable</html>", "text/html")

    def _fault_notfound(self, tls, symbol, query, count):
        return _send(tls, 404, b"<html>Not Found</html>", "text/html")

    def _fault_page(self, tls, symbol, query, count):
        return _send(tls, 200, b"<html>Will be right back...</html>", "text/html")

    def _fault_truncated(self, tls, symbol, query, count):
        return _send(tls, 200, json.dumps(self.chart(symbol, query)).encode()[:200], "application/json")

    def _fault_empty(self, tls, symbol, query, count):
        return _send(tls, 200, b"", "application/json")

    def _fault_noresult(self, tls, symbol, query, count):
        return _send_json(tls, {"chart": {"result": [], "error": None}})

    def _fault_norows(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        del reply["chart"]["result"][0]["timestamp"]
        reply["chart"]["result"][0]["indicators"] = {"quote": [{}], "adjclose": [{}]}
        return _send_json(tls, reply)

    def _fault_range(self, tls, symbol, query, count):
        error = {"code": "Bad Request", "description": "Data doesn't exist for startDate = 1, endDate = 2"}
        return _send_json(tls, {"chart": {"result": None, "error": error}}, 400)

    def _fault_crumb(self, tls, symbol, query, count):
        error = {"code": "Unauthorized", "description": "Invalid Crumb"}
        return _send_json(tls, {"finance": {"result": None, "error": error}}, 401)

    def _fault_nulls(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        quote = reply["chart"]["result"][0]["indicators"]["quote"][0]
        if len(quote["close"]) > 2:
            for values in quote.values():
                values[-3] = None
            quote["volume"][-2] = None
        return _send_json(tls, reply)

    def _fault_noadj(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        del reply["chart"]["result"][0]["indicators"]["adjclose"]
        return _send_json(tls, reply)

    def _fault_nocurrency(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        del reply["chart"]["result"][0]["meta"]["currency"]
        return _send_json(tls, reply)

    def _fault_pence(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        reply["chart"]["result"][0]["meta"]["currency"] = "GBp"
        return _send_json(tls, reply)

    def _fault_doubled(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        result = reply["chart"]["result"][0]
        for values in (*result["indicators"]["quote"][0].values(), result["indicators"]["adjclose"][0]["adjclose"], result["timestamp"]):
            values.insert(1, values[0])
        result["timestamp"][1] += 60
        return _send_json(tls, reply)

    def _fault_holiday(self, tls, symbol, query, count):
        reply = self.chart(symbol, query)
        result = reply["chart"]["result"][0]
        result["timestamp"][-1] = int(datetime(2025, 3, 8, 9, 30, tzinfo=NEW_YORK).timestamp())  # a Saturday
        return _send_json(tls, reply)

    def _split(self, symbol, query, applied):
        reply = self.chart(symbol, query)
        result = reply["chart"]["result"][0]
        at = len(result["timestamp"]) - 3
        if not applied:
            for name in ("open", "high", "low", "close"):
                values = result["indicators"]["quote"][0][name]
                values[:at] = [v * 4 for v in values[:at]]
        stamp = result["timestamp"][at]
        result["events"] = {
            "splits": {str(stamp): {"date": stamp, "numerator": 4, "denominator": 1, "splitRatio": "4:1"}},
            "dividends": {str(stamp): {"amount": 0.25, "date": stamp}},
        }
        return reply

    def _fault_split(self, tls, symbol, query, count):
        return _send_json(tls, self._split(symbol, query, applied=True))

    def _fault_rawsplit(self, tls, symbol, query, count):
        return _send_json(tls, self._split(symbol, query, applied=False))

    def _fault_reset(self, tls, symbol, query, count):
        tls.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    def _fault_cut(self, tls, symbol, query, count):
        body = json.dumps(self.chart(symbol, query)).encode()
        tls.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body[:100])
        return False

    def _fault_stall(self, tls, symbol, query, count):
        self._closing.wait(20)
        return False

    def _fault_drip(self, tls, symbol, query, count):
        tls.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n")
        for _ in range(200):
            tls.sendall(b" ")
            time.sleep(0.1)
        return False

    def _fault_onebad(self, tls, symbol, query, count):
        return self._fault_down(tls, symbol, query, count) if count == 1 else _send_json(tls, self.chart(symbol, query))


def _head(connection):
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(4096)
        if not chunk:
            return b""
        data += chunk
    return data


def _send(tls, status, body, kind, extra=""):
    tls.sendall(f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{extra}\r\n".encode() + body)
    return True


def _send_json(tls, content, status=200):
    return _send(tls, status, json.dumps(content).encode(), "application/json")
