"""The child side of the one door through which files enter: everything here runs in a limited process.

`child` is started by `spbe_index.load.limited` as a fresh interpreter without site
packages, which knows this package by the plain name `door`. Nothing here may
therefore import the rest of `spbe_index`, and every import counts: the modules
of the standard library that cost milliseconds (zipfile, json, re, dataclasses)
are left alone on the way of a plain workbook.
"""
