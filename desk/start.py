"""Where the packaged application begins."""

import multiprocessing
import sys

from workbench.__main__ import main

if __name__ == "__main__":
    # The processes of a batch start this same file again.
    multiprocessing.freeze_support()
    sys.exit(main())
