"""What a storage's ETags prove about the bytes that arrived: some are MD5s, some are not, and some only look like one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

#: So many answers about one part differ from its MD5 and from one another, and none of the upload ever matched: they are
#: no MD5s. What changes bytes on the way the same way each time would give the same answer each time.
MOST_DIFFERENT = 3
_MD5 = re.compile(r'"?([0-9a-fA-F]{32})"?')

Verdict = Literal["whole", "spoilt", "unproven", "foreign"]


def md5_in(etag: str) -> str | None:
    """The MD5 that an ETag may be, in small letters; None where it has another form."""
    found = _MD5.fullmatch(etag)
    return found[1].lower() if found else None


class EtagProof:
    """The evidence of one upload. Its parts come back on several threads, but each part on one at a time.

    Buckets that encrypt with keys of their own (S3's SSE-KMS and SSE-C) answer 32 hexadecimal digits that are no MD5 of
    the bytes, which looks like bytes spoilt on the way. A part is taken for spoilt as soon as any other has matched.
    """

    def __init__(self, known: Iterable[tuple[str, str]] = ()) -> None:
        """`known`: MD5 read ('' where nothing was proven) and ETag of the parts that are there already."""
        self._differed: dict[int, list[str]] = {}
        self.matched = False
        #: what looks like an MD5 is none, for the rest of this upload
        self.foreign = False
        for md5, etag in known:
            told = md5_in(etag)
            if told is not None:
                self.matched = self.matched or told == md5
                self.foreign = self.foreign or not md5

    def judge(self, number: int, etag: str, md5: str, *, foreign_before: bool = False) -> Verdict:
        """What the ETag says of a part whose MD5 was read as `md5` ('': it was not read).

        `whole`, `spoilt`, `unproven` (it can say nothing), or `foreign`, once: from now on it is taken to be no MD5.
        `foreign_before`: the same storage's were none in an upload before, so one that differs is enough.
        """
        told = md5_in(etag)
        if told is None or not md5:
            return "unproven"
        if told == md5:
            self.matched = True
            return "whole"
        if self.foreign:
            return "unproven"
        answers = self._differed.setdefault(number, [])
        answers.append(told)
        changing = len(answers) >= MOST_DIFFERENT and len(set(answers)) == len(answers)
        if self.matched or not (changing or foreign_before):
            return "spoilt"
        self.foreign = True
        return "foreign"
