"""`python -m spbe_index` is the same as `spbe`."""

import sys

from spbe_index.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
