"""`python -m briefreader`."""

import sys

from briefreader.cli import main

if __name__ == "__main__":
    sys.exit(main())
