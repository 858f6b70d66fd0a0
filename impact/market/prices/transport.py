"""The HTTP session that yfinance is given: every request ends with the deadline, every reply is kept, every failure is typed.

yfinance hides most failures behind empty frames, asks again after a 429 and waits 130 seconds for a black hole. This session
looks at each reply before yfinance does and raises the classes of :mod:`impact.errors` itself; they pass through yfinance, because
they are no OSError, and leave nothing behind in its cache of replies.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from impact.errors import BadReply, NoDataInRange, RateLimited, SourceError, UnknownSymbol, Unreachable, Untrusted

DATA_PATHS = ("/v8/finance/chart/", "/ws/fundamentals-timeseries/")
PATIENCE = "try again later, or use the store (--prices store) or a file"


@dataclass(frozen=True, slots=True)
class Reply:
    """One reply as it came, without cookies and crumb: to be kept, so that a number can be traced."""

    url: str
    status: int
    received: str  # ISO time, UTC
    sha256: str
    body: bytes


class DataSession(Protocol):
    """A curl_cffi session that remembers why it stopped."""

    failure: SourceError | None


def new_session(symbol: str, deadline: float, replies: list[Reply], clock: Callable[[], float] = time.monotonic) -> DataSession:
    """A session whose requests together end at ``deadline`` (of ``clock``, seconds) and whose data replies go to ``replies``."""
    from curl_cffi.requests import Session
    from curl_cffi.requests.exceptions import CertificateVerifyError, RequestException, SSLError, Timeout

    where = f"Yahoo, {symbol}"

    class Audited(Session[Any]):
        """See the module."""

        failure: SourceError | None = None

        def request(self, method: Any, url: str, *args: Any, **kwargs: Any) -> Any:
            if self.failure is not None:  # asked to stop, or out of time: not one more request
                raise self.failure
            left = deadline - clock()
            if left <= 0:
                raise self.fail(Unreachable(where, "no answer before the deadline", PATIENCE))
            given = kwargs.get("timeout")
            kwargs["timeout"] = min(given, left) if isinstance(given, (int, float)) else left
            try:
                reply = super().request(method, url, *args, **kwargs)
            except (CertificateVerifyError, SSLError) as error:
                raise self.fail(Untrusted(where, f"the server's certificate is not trusted ({_short(error)})", _CERTIFICATE)) from None
            except RequestException as error:
                if isinstance(error, Timeout) and clock() >= deadline - 0.05:
                    raise self.fail(Unreachable(where, "no answer before the deadline", PATIENCE)) from None
                if _is_data(url):
                    raise Unreachable(where, f"the connection failed ({_short(error)})", PATIENCE) from None
                raise  # cookie and crumb: yfinance does without them
            body = bytes(reply.content)
            if reply.status_code == 429:
                raise self.fail(RateLimited(where, "asks to be left alone (HTTP 429)", "wait an hour before asking Yahoo again"))
            if _is_data(url):
                replies.append(Reply(_public(str(reply.url)), reply.status_code, _now(), hashlib.sha256(body).hexdigest(), body))
                if reply.status_code != 401:  # an outdated crumb, which yfinance renews once
                    problem = judge(where, reply.status_code, body)
                    if problem is not None:
                        raise problem
            return reply

        def fail(self, error: SourceError) -> SourceError:
            self.failure = error
            return error

    session: DataSession = Audited(impersonate="chrome")
    return session


def judge(where: str, status: int, body: bytes) -> SourceError | None:
    """What is wrong with a data reply, or None. Unknown symbol and empty range are told from an outage."""
    try:
        content = json.loads(body)
    except ValueError:
        kind = "an empty body" if not body.strip() else "an HTML page" if body.lstrip()[:1] == b"<" else "no JSON"
        return BadReply(where, f"HTTP {status} with {kind}", PATIENCE)
    root = next((content[key] for key in ("chart", "timeseries", "finance") if isinstance(content, dict) and key in content), None)
    if not isinstance(root, dict):
        return BadReply(where, f"HTTP {status} without chart or time series", PATIENCE)
    error = root.get("error")
    if isinstance(error, dict):
        text = " ".join(str(error.get("description") or error.get("code") or "").split())[:120]
        if status == 404 or str(error.get("code")) == "Not Found":
            return UnknownSymbol(where, f"unknown symbol ({text})", "write the symbol as Yahoo spells it, e.g. SAP.DE")
        if "startDate" in text or "endDate" in text:
            return NoDataInRange(where, f"no prices in the range ({text})", "ask for sessions on which the share was listed")
        return BadReply(where, f"HTTP {status}: {text}", PATIENCE)
    if status >= 400:
        return BadReply(where, f"HTTP {status}", PATIENCE)
    result = root.get("result")
    if not isinstance(result, list) or not result or not isinstance(result[0], dict):
        return NoDataInRange(where, "the reply holds no result", "ask for sessions on which the share was listed")
    return None


_CERTIFICATE = "check clock, proxy and REQUESTS_CA_BUNDLE; never switch verification off"


def _is_data(url: str) -> bool:
    return any(path in url for path in DATA_PATHS)


def _public(url: str) -> str:
    parts = urlsplit(url)
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query) if k != "crumb"])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _short(error: BaseException) -> str:
    return " ".join(str(error).split()).partition(". See https://")[0].removeprefix("Failed to perform, ")[:100]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
