"""Why the system refused a file, as a particular of a problem: a word that the catalogue has a phrase for."""

from __future__ import annotations

from errno import errorcode

#: Reasons that people are told in their own language: `E503.detail.ENOSPC` and so on, in the catalogue of problems.
WORDED = frozenset(
    ("EACCES", "EEXIST", "EINVAL", "EISDIR", "ELOOP", "EMFILE", "ENAMETOOLONG", "ENOENT", "ENOSPC", "ENOTDIR", "EROFS")
)
#: What means the same to whoever reads it.
_SAME = {"EPERM": "EACCES", "EDQUOT": "ENOSPC", "EFBIG": "ENOSPC", "ENFILE": "EMFILE"}


def reason(error: Exception) -> str:
    """The reason by its short name where it is worded, else what the system itself says of it."""
    if not isinstance(error, OSError):
        return "EINVAL"  # ValueError: a name that holds NUL
    name = errorcode.get(error.errno or 0, "")
    name = _SAME.get(name, name)
    return name if name in WORDED else error.strerror or name or type(error).__name__
