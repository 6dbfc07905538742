import os

# Workbooks are written by Python's own XML, also where lxml is installed: the same bytes everywhere, and a disk that is
# full is an OSError. openpyxl asks for this when it is imported.
os.environ.setdefault("OPENPYXL_LXML", "False")
