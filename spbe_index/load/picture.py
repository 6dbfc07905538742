"""The one picture a report takes: the agency's logo."""

from __future__ import annotations

import os
from io import BytesIO

from spbe_index.core.problem import Place, SpbeError, problem
from spbe_index.load.missing import not_there
from spbe_index.load.system_error import reason

#: Bytes; a logo that prints well needs a hundredth of it.
_LARGEST = 5_000_000


def read_picture(path: str) -> bytes:
    """The bytes of a whole PNG or JPEG picture of at most 5 MB.

    Raises:
        SpbeError: E108 there is no such file, E109 it cannot be opened, E117 it
            is no such picture.

    """
    place = Place(path)
    if not os.path.isfile(path):
        raise SpbeError(not_there(path, path))
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise SpbeError(problem("E109", place, detail=reason(error), advice="close")) from error
    from PIL import Image

    try:
        if len(data) > _LARGEST:
            raise ValueError(len(data))
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SpbeError(problem("E117", place)) from error
    return data
