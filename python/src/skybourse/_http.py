"""HTTP requests to a running exchange: several URLs, time limits, repetition and errors."""

from __future__ import annotations

import contextlib
import http.client
import io
import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

SKIP = 30.0  # s for which a failed URL is skipped if there is another one
FIRST_PAUSE, LONGEST_PAUSE = 0.2, 5.0  # s; a pause is doubled until the longest, and shortened at random by at most half
AGAIN = (429, 502, 503, 504)  # statuses after which a request is repeated; 502 and 504 are those of a proxy


class ExchangeError(Exception):
    """Raised if the exchange refuses a request, or if a reply is invalid.

    status: HTTP status, 0 without a reply; field: the invalid part, empty for the complete request; rule: the rule that is violated;
    value: the invalid value, empty if it is not disclosed (RFC 9457).
    """

    def __init__(self, status: int, field: str, rule: str, value: str = "") -> None:
        super().__init__(status, field, rule, value)
        self.status, self.field, self.rule, self.value = status, field, rule, value

    def __str__(self) -> str:
        return (f"{self.status}: " if self.status else "") + f"{self.field} {self.rule}".strip() + (f": {self.value}" if self.value else "")


class UnavailableError(ExchangeError):
    """Raised if a request has no final reply at its deadline. Its cause is the last failure.

    The exchange may have executed a command. Repeat it unchanged.
    """


class _BusyError(ExchangeError):
    retry_after = 0.0  # s


class Transport:
    """Sends the requests of one agent. The arguments are those of `Exchange`."""

    def __init__(
        self,
        urls: str | Sequence[str],
        secret: str,
        deadline: float,
        timeout: float,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        jitter: Callable[[], float],
    ) -> None:
        if not (32 <= len(secret) <= 1000 and all("!" <= letter <= "~" for letter in secret)):
            raise ValueError("secret must have 32 to 1,000 visible ASCII characters")  # without its value
        self._skipped_until = dict.fromkeys([urls] if isinstance(urls, str) else urls, -math.inf)
        parsed = [urlsplit(url) for url in self._skipped_until]
        if not parsed or not all(url.scheme in ("http", "https") and url.hostname and "@" not in url.netloc for url in parsed):
            raise ValueError("urls must be one or more http or https URLs without a user name")
        self._secret, self._deadline, self._timeout = secret, deadline, timeout
        self._clock, self._sleep, self._jitter = clock, sleep, jitter

    def send(self, method: str, path: Sequence[str], query: Mapping[str, Any], body: bytes | None, kind: str, wait: float) -> bytes:
        """Returns the reply to a request. Repeats the request until it has a final reply.

        path: segments after `/v1/`; kind: media type of the body; wait: length of a long poll, s. Raises UnavailableError at the deadline.
        """
        target = "/v1/" + "/".join(quote(segment, safe="") for segment in path) + (f"?{urlencode(query)}" if query else "")
        headers = {} if body is None else {"Content-Type": kind, "Content-Length": str(len(body))}
        now = self._clock()
        until, not_before, pauses = now + self._deadline + wait, now, 0
        while True:
            url = self._next_url(now)
            cause: Exception
            try:
                return self._attempt(url, method, target, headers, body, wait, until - now)
            except _BusyError as busy:
                cause = busy
                not_before = max(not_before, self._clock() + busy.retry_after)
            except (OSError, http.client.HTTPException) as lost:
                cause = lost
            now = self._clock()
            status = getattr(cause, "status", 0)
            if status != 429:  # which limits the agent at each URL
                self._skipped_until[url] = now + SKIP
            pause = 0.0
            if status == 429 or self._skipped_until[self._next_url(now)] > now:
                pause = max(0.0, not_before - now) + min(LONGEST_PAUSE, FIRST_PAUSE * 2**pauses) * (1 - self._jitter() / 2)
                pauses += 1
            if now + pause >= until:
                rule = f"has not accepted the request within {self._deadline + wait:g} s"
                raise UnavailableError(status, "exchange", rule, str(cause) or type(cause).__name__) from cause
            if pause:
                self._sleep(pause)
                now = self._clock()

    def _next_url(self, now: float) -> str:
        """Returns the first URL that is not skipped; without one, the URL that was skipped first."""
        return min(self._skipped_until, key=lambda url: max(self._skipped_until[url], now))

    def _attempt(
        self, url: str, method: str, target: str, headers: Mapping[str, str], body: bytes | None, wait: float, left: float
    ) -> bytes:
        parts = urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=min(self._timeout, left))
        try:
            connection.connect()
            connection.sock.settimeout(min(self._timeout + wait, left))
            content = None if body is None else io.BytesIO(body)  # sent in blocks, so that the limit is that of a block
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a refusal may come before the body was sent
                connection.request(method, parts.path.rstrip("/") + target, content, {"Authorization": f"Bearer {self._secret}", **headers})
            response = connection.getresponse()
            data = response.read()
        finally:
            connection.close()
        if response.status < 300:
            return data
        error = (_BusyError if response.status in AGAIN else ExchangeError)(response.status, *self._problem(data, response.reason))
        if isinstance(error, _BusyError):
            error.retry_after = _seconds(response.headers.get("Retry-After", ""))
        raise error

    def _problem(self, data: bytes, reason: str) -> tuple[str, str, str]:
        """Returns field, rule and value of a problem body. A proxy may quote headers, so the secret is removed."""
        try:
            body = parsed(data)
        except ExchangeError:
            body = {}
        field, rule, value = (str(body.get(name, "")).replace(self._secret, "***") for name in ("field", "rule", "value"))
        return field, rule or reason.replace(self._secret, "***"), value


def parsed(data: bytes) -> dict[str, Any]:
    """Parses a reply, which must be a JSON object."""
    with contextlib.suppress(ValueError):
        if isinstance(found := json.loads(data), dict):
            return found
    raise ExchangeError(200, "reply", "must be a JSON object")


def _seconds(retry_after: str) -> float:
    """Returns the seconds that a Retry-After header states as a number or as a date; 0 if it is invalid."""
    if retry_after.isdecimal():
        return float(retry_after)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0
