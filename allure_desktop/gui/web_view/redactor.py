"""Takes out of addresses and of what scripts say whatever a launch's link keeps secret."""

from __future__ import annotations

import re
from collections import OrderedDict
from urllib.parse import parse_qsl, quote, unquote, urlsplit

#: stands in place of what was taken out
MARK = "…"
#: a value as short as this says nothing, and stands in many a text by chance
_LEAST = 8
#: a part of a path as long as this is more likely a ticket than a name
_TICKET = 20
_MOST = 500
_ADDRESS = re.compile(r"(?:https?|wss?|blob:https?)://[^\s\"'<>`\\)\]}]+", re.IGNORECASE)
#: JSON Web Tokens (RFC 7519), and what an Authorization header carries (RFC 6750)
_TOKEN = re.compile(r"\b[\w-]{16,}\.[\w-]{16,}\.[\w-]{16,}|\b(?:bearer|basic)\s+[\w.~+/=-]{8,}", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z][A-Za-z_.-]*")


class Redactor:
    """Learns from every address that is asked for; what it gives back may be shown and kept."""

    def __init__(self) -> None:
        self._secrets: OrderedDict[str, None] = OrderedDict()

    def learn(self, address: str) -> None:
        """Whatever may be secret in an address: values of its query and fragment, names and passwords, tickets in its
        path; also as they stand when they are encoded."""
        parts = urlsplit(address)
        values = [
            value for text in (parts.query, parts.fragment) for _, value in parse_qsl(text, keep_blank_values=True)
        ]
        values += [parts.fragment, parts.query, parts.username or "", parts.password or ""]
        values += [one for one in parts.path.split("/") if _is_ticket(unquote(one))]
        for value in values:
            for form in {value, unquote(value), quote(value, safe="")}:
                if len(form) >= _LEAST:
                    self._secrets[form] = None
                    self._secrets.move_to_end(form)
        while len(self._secrets) > _MOST:
            self._secrets.popitem(last=False)

    def address(self, address: str) -> str:
        """Host and path, without a query, a fragment, a password, or a ticket in the path."""
        if address.startswith(("data:", "blob:")):
            return f"{address.partition(':')[0]}:{MARK}"
        parts = urlsplit(address)
        path = "/".join(MARK if _is_ticket(unquote(one)) else one for one in parts.path.split("/"))
        host = parts.netloc.rpartition("@")[2]
        shown = f"{parts.scheme}://{host}{path}" if host or parts.scheme else path
        more = f"?{MARK}" if parts.query else ""
        return _TOKEN.sub(MARK, self._without_secrets(shown)) + more

    def text(self, text: str) -> str:
        """A text in which every address stands as `address` has it, and nothing that was learned stands at all."""
        text = _ADDRESS.sub(lambda found: self.address(found[0]), text)
        return _TOKEN.sub(MARK, self._without_secrets(text))

    def _without_secrets(self, text: str) -> str:
        for secret in sorted(self._secrets, key=len, reverse=True):
            if secret in text:
                text = text.replace(secret, MARK)
        return text


def _is_ticket(part: str) -> bool:
    """Whether a part of a path looks like something that nobody typed: long, and more than words."""
    return len(part) >= _TICKET and not _NAME.fullmatch(part) and "." not in part
