"""Ways that lead out of a page: as texts of a workbook they stay texts, and as markup they would be stopped as well."""

from __future__ import annotations

import contextlib
import io
import socketserver
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdf
import pytest
from looking import check_html, check_pdf
from payloads import HEAD, PROBES, save
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

import spbe_index.printing
from spbe_index.cli.run import run
from spbe_index.load.rubric import load_rubric
from spbe_index.write import pdf

SECRET = "RAHASIA-BERKAS-LOKAL"
#: Ends the printing process at once when anything in it asks for a socket or opens the file that is secret.
WATCHED = """import sys
def watch(event, given):
    if event.split(".")[0] == "socket" or (event == "open" and "rahasia" in str(given[0])):
        import os
        os._exit(77)
sys.addaudithook(watch)
"""


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """The address of a server of this machine, and what it has been asked for."""
    heard: list[str] = []

    class Listener(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            heard.append(self.rfile.readline().decode("latin-1"))

    with socketserver.TCPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/x.svg", heard
        server.shutdown()


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "rahasia.svg"
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text y="20">{SECRET}</text></svg>', encoding="utf-8")
    return path.as_uri()


def probed_workbook(folder: Path, addresses: list[str]) -> Path:
    """An assessment in which each probe for each address is a document, a link, a unit and a note, and the agency."""
    texts = [probe.format(address) for probe in PROBES for address in addresses]
    lines: list[list[object]] = [["Nama Instansi", texts[0]], ["Tahun", 2023], HEAD]
    for row, leaf in enumerate(load_rubric("spbe-2020").leaves()):
        text = texts[row % len(texts)]
        lines.append([leaf.number, leaf.name.id, 3, text, text, text, addresses[row % len(addresses)]])
    return save(folder / "pancingan.xlsx", [("Penilaian", lines)])


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_nothing_is_fetched_for_a_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: tuple[str, list[str]], secret: str, form: str
) -> None:
    address, heard = asked
    monkeypatch.setattr(spbe_index.printing, "_PROGRAM", WATCHED + spbe_index.printing._PROGRAM)
    path = tmp_path / f"laporan.{form}"
    with contextlib.redirect_stderr(io.StringIO()):
        assert run(["report", str(probed_workbook(tmp_path, [address, secret])), "-o", str(path)]) == 0
    assert heard == []
    text = (check_html if form == "html" else check_pdf)(path)
    for probe in PROBES:
        assert "".join(probe.format(address).split()) in "".join(text.split()), probe
    assert SECRET not in text
    assert SECRET.encode() not in path.read_bytes()


@pytest.mark.parametrize("program", ["import socket; socket.socket()", "open('/tmp/rahasia.svg', 'w')"])
def test_the_watch_over_the_printing_process_bites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(spbe_index.printing, "_PROGRAM", f"{WATCHED}{program}\n{spbe_index.printing._PROGRAM}")
    with contextlib.redirect_stderr(io.StringIO()) as said:
        assert run(["report", str(probed_workbook(tmp_path, ["x"])), "-o", str(tmp_path / "a.pdf")]) == 3
    assert "E509" in said.getvalue()
    assert "exit 77" in said.getvalue()


@pytest.mark.parametrize("probe", PROBES)
def test_the_fetcher_stops_it_even_as_markup(probe: str, asked: tuple[str, list[str]], secret: str) -> None:
    """As if a template had once forgotten to escape: each probe asks, and is refused."""
    address, heard = asked
    for target in (address, secret):
        fetcher = pdf.PackagedOnly(None)
        markup = f'<p>{probe.format(target)}<a href="x">tautan</a><img src="gambar.svg"></p>'
        made = HTML(string=markup, url_fetcher=fetcher, base_url=f"{pdf.SCHEME}:").write_pdf(
            font_config=FontConfiguration()
        )
        # WeasyPrint knows no frames; whatever else asks, asks for what was aimed at.
        aimed = [url for url in fetcher.refused if url.startswith(target.rpartition("/")[0])]
        assert aimed or "iframe" in probe
        read = pypdf.PdfReader(io.BytesIO(made))
        assert not dict(read.attachments)
        assert SECRET not in "".join(page.extract_text() for page in read.pages)
    assert heard == []
