"""Build hook: compile the rubrics to JSON, so that `spbe score` need not read YAML.

The compiling itself is in `spbe_index/load/rubric/compile.py`.
"""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RubricHook(BuildHookInterface):
    """Runs before a wheel is built, also an editable one."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile. A wheel with an invalid rubric is refused; a checkout being worked on may have one.

        Raises:
            RuntimeError: a rubric is invalid; which and why stands on standard error.

        """
        sys.path.insert(0, self.root)
        try:
            from spbe_index.load.rubric.compile import main

            if main() and version != "editable":
                raise RuntimeError("invalid rubric")
        except OSError as error:  # a checkout that cannot be written: the program then reads the YAML
            self.app.display_warning(f"rubrics not compiled: {error}")
        finally:
            sys.path.remove(self.root)
