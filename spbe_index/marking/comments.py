"""The comments part of a sheet: ours taken out and put in, everybody else's left alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from spbe_index.marking.cells import Position, name_of, position
from spbe_index.marking.markup import Edits, Element, escape_cell, parse

#: Who our comments are by: nobody else signs so, and the template's own comments do not.
AUTHOR = "spbe check"
#: Authors under which a comment of ours may come back: also that of earlier versions, and none at all where a program
#: forgets the authors, as LibreOffice does. By the author alone no comment is taken for ours.
_AUTHORS = (AUTHOR, "spbe", "")
#: How what we add to another's comment begins.
_BELOW = "\n\n— spbe —\n"
#: The author of a placeholder for a threaded comment, which shows instead of it.
_THREAD = "tc="
EMPTY = '<comments xmlns="{space}"><authors><author>spbe check</author></authors><commentList></commentList></comments>'

#: The first line of ours, e.g. `GALAT E204` or `GALAT E204 (A16)`.
_HEAD = re.compile(r"\w+ [EWN]\d{3}(?: \([A-Z]+\d+\))?\n")
#: Where ours begins in a text that a program has made one run of.
_JOINED = re.compile(r"\n*— spbe —\n+(?=\w+ [EWN]\d{3}(?: \([A-Z]+\d+\))?\n)")

#: What a comment says: (head, text) of each problem.
Said = Sequence[tuple[str, str]]


class Comments:
    """The comments of one sheet.

    Raises:
        RefusedError: E103, the part is not well-formed; E106, it declares a document type.

    """

    def __init__(self, data: bytes, part: str) -> None:
        self._data = data
        self._root = parse(data, part)
        self._authors = self._root.child("authors") or Element("", {}, 0, b"")
        self._list = self._root.child("commentList")
        self._names = [author.text for author in self._authors.children]
        self._by_place: dict[Position, Element] = {}
        #: Cells that have a comment of ours from an earlier run.
        self.ours: set[Position] = set()
        for comment in self._list.children if self._list else ():
            place = position(comment.get("ref"))
            if place and self._is_ours(comment):
                self.ours.add(place)
            if place:
                self._by_place[place] = comment

    def _author(self, comment: Element) -> str:
        number = comment.get("authorId")
        known = number.isdecimal() and len(number) < 7 and int(number) < len(self._names)
        return self._names[int(number)] if known else ""

    def _is_ours(self, comment: Element) -> bool:
        """By its author and the form of its first words, which others would have to write on purpose."""
        return self._author(comment).strip() in _AUTHORS and bool(_HEAD.match(_text(comment)))

    @property
    def complete(self) -> bool:
        """Whether comments can be added: the part has a list of authors and one of comments."""
        return self._list is not None and bool(self._authors.name)

    @property
    def touched(self) -> bool:
        """Whether an earlier run of ours left anything here."""
        return bool(self.ours) or any(_ours_in(comment) for comment in self._by_place.values())

    def replace(self, wanted: Mapping[Position, Said]) -> tuple[bytes, list[Position]]:
        """The part with these comments of ours and no others, and the cells that got one of their own.

        A comment by somebody else keeps its text and gets ours below it; a threaded one is left as it is.
        """
        edits = Edits(self._data)
        new: list[Position] = []
        for place, comment in self._by_place.items():
            if place in self.ours:
                edits.replace(comment.start, comment.end, b"")
            else:
                for start, end, kept in _ours_in(comment):
                    edits.replace(start, end, kept)
        added: list[bytes] = []
        p = self._root.prefix.encode()
        author = self._names.index(AUTHOR) if AUTHOR in self._names else len(self._names)
        for place, said in sorted(wanted.items()):
            old = self._by_place.get(place)
            if old is None or place in self.ours:
                head = b'<%scomment ref="%s" authorId="%d" shapeId="0">' % (p, name_of(place).encode(), author)
                added.append(head + b"<%stext>%s</%stext></%scomment>" % (p, self._runs(said, ""), p, p))
                new.append(place)
            elif not self._author(old).startswith(_THREAD):
                self._append(edits, old, said)
        if added and AUTHOR not in self._names:
            edits.append(self._authors, b"<%sauthor>%s</%sauthor>" % (p, AUTHOR.encode(), p))
        if added and self._list:
            edits.append(self._list, b"".join(added))
        return edits.result(), new

    def _append(self, edits: Edits, comment: Element, said: Said) -> None:
        """Put our text below somebody's: a text without runs becomes the first of two."""
        text = comment.child("text")
        if text is None:
            return
        runs = self._runs(said, _BELOW)
        p = self._root.prefix.encode()
        before = [child for child in text.children if child.local in ("t", "r")]
        if not before or text.empty:
            edits.append(text, runs)
            return
        if before[-1].local == "t":
            edits.insert(before[-1].start, b"<%sr>" % p)
            runs = b"</%sr>" % p + runs
        edits.insert(before[-1].end, runs)

    def _runs(self, said: Said, start: str) -> bytes:
        pieces = [self._run(start, bold=True)] if start else []
        for number, (head, text) in enumerate(said):
            pieces += [self._run(f"{chr(10) * 2 if number else ''}{head}\n", bold=True), self._run(text, bold=False)]
        return b"".join(pieces)

    def _run(self, text: str, *, bold: bool) -> bytes:
        p = self._root.prefix.encode()
        font = b'%s<%ssz val="9"/><%srFont val="Tahoma"/><%sfamily val="2"/>' % (
            b"<%sb/>" % p if bold else b"",
            p,
            p,
            p,
        )
        return b'<%sr><%srPr>%s</%srPr><%st xml:space="preserve">%s</%st></%sr>' % (
            p, p, font, p, p, escape_cell(text), p, p,
        )  # fmt: skip


def _ours_in(comment: Element) -> list[tuple[int, int, bytes]]:
    """What an earlier run of ours put below somebody's text, as (start, end, what stays of it)."""
    text = comment.child("text")
    pieces = [child for child in text.children if child.local in ("r", "t")] if text else []
    for place, piece in enumerate(pieces):
        words = piece if piece.local == "t" else piece.child("t")
        if words is None:
            continue
        if words.text.strip() == _BELOW.strip():
            return [(ours.start, ours.end, b"") for ours in pieces[place:]]
        if joined := _JOINED.search(words.text):
            after = [(ours.start, ours.end, b"") for ours in pieces[place + 1 :]]
            return [(words.inside, words.close, escape_cell(words.text[: joined.start()])), *after]
    return []


def _text(element: Element) -> str:
    return element.text + "".join(map(_text, element.children))
