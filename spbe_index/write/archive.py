"""What makes a PDF fit for an archive: it declares both PDF/A-3 and PDF/UA-1, and holds the files it is made of.

WeasyPrint writes one standard or the other and calls a finisher before the
file is closed; this is one. The mark of PDF/UA is no property that PDF/A
knows, so the metadata describe it, as ISO 19005-3, 6.6.2.3 asks. Attachments
are put in here and not by WeasyPrint, which lists each twice, takes the time
of day for theirs, and asks the machine what kind they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pydyf

#: The standard that WeasyPrint writes; PDF/UA-1 is declared beside it.
VARIANT = "pdf/a-3a"

_RDF_ENDS = b"</rdf:RDF>"
_ACCESSIBLE = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1" />
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


class Attached(NamedTuple):
    """A file inside a PDF.

    `kind` is its media type; `relation` what it is to the document, as ISO 32000-2, 7.11.3 names it: `Source` what
    it was made of, `Data` what it shows, `Supplement` what belongs to it. `about` says that to a reader.
    """

    name: str
    data: bytes
    kind: str
    relation: str
    about: str


class UndrawnError(Exception):
    """Some letters are in no font, neither ours nor the machine's: `letters`. Both standards forbid empty boxes."""

    def __init__(self, letters: Iterable[str]) -> None:
        self.letters = "".join(letters)
        super().__init__(self.letters)


def finisher(attached: Sequence[Attached] = ()) -> Callable[[Any, pydyf.PDF], None]:
    """The function that finishes a PDF which WeasyPrint has set as `VARIANT`; it raises UndrawnError."""

    def finish(document: Any, pdf: pydyf.PDF) -> None:
        if missing := {chr(code) for font in document.fonts.values() for code in font.missing}:
            raise UndrawnError(sorted(missing))
        _declare(pdf)
        _leave_pictures_as_they_are(pdf)
        if attached:
            _attach(pdf, attached)

    return finish


def _declare(pdf: pydyf.PDF) -> None:
    """The mark of PDF/UA-1 in the metadata."""
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    (written,) = metadata.stream
    if written.count(_RDF_ENDS) != 1:
        raise ValueError("metadata of an unknown form")
    metadata.stream = [written.replace(_RDF_ENDS, _ACCESSIBLE + _RDF_ENDS)]


def _leave_pictures_as_they_are(pdf: pydyf.PDF) -> None:
    """No picture is smoothed by whoever shows it: ISO 19005-3, 6.2.8."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.extra.get("Subtype") == "/Image" and "Interpolate" in one.extra:
            one.extra["Interpolate"] = "false"


def _attach(pdf: pydyf.PDF, attached: Sequence[Attached]) -> None:
    """The files, each named once in the catalogue and once in the list of names, which is in order."""
    names, together = pydyf.Array(), pydyf.Array()
    for one in sorted(attached, key=lambda one: one.name.encode("utf-16-be")):
        checksum = hashlib.md5(one.data, usedforsecurity=False).hexdigest()
        extra = pydyf.Dictionary(
            {
                "Type": "/EmbeddedFile",
                "Subtype": f"/{one.kind.replace('/', '#2f')}",
                "Params": pydyf.Dictionary({"Size": len(one.data), "CheckSum": f"<{checksum}>"}),
            }
        )
        content = pydyf.Stream([one.data], extra, compress=True)
        pdf.add_object(content)
        entry = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": pydyf.String(one.name.encode("ascii", "replace").decode("ascii")),
                "UF": pydyf.String(one.name),
                "EF": pydyf.Dictionary({"F": content.reference, "UF": content.reference}),
                "AFRelationship": f"/{one.relation}",
                "Desc": pydyf.String(one.about),
            }
        )
        pdf.add_object(entry)
        names.extend((pydyf.String(one.name), entry.reference))
        together.append(entry.reference)
    listed = pydyf.Dictionary({"Names": names})
    pdf.add_object(listed)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = listed.reference
    pdf.catalog["AF"] = together
