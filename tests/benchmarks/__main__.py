"""``make bench``: how fast the parts are, as tables for docs/performance.md. Names of tables may be given.

Those of whole archives take many minutes and are made only when they are named.
"""

from __future__ import annotations

import argparse
import os
import platform

from tests.benchmarks.archives import batch, cluster, documents, lengths
from tests.benchmarks.checking import growth, hostile, parts, stages
from tests.benchmarks.desk import claims_table, export, opening, start
from tests.benchmarks.editing import editing
from tests.benchmarks.measuring import peak_memory
from tests.benchmarks.networks import networks

TABLES = {
    "parts": parts,
    "growth": growth,
    "hostile": hostile,
    "networks": networks,
    "start": start,
    "opening": opening,
    "table": claims_table,
    "editing": editing,
    "export": export,
    "batch": batch,
}
LONG_TABLES = {"stages": stages, "documents": documents, "lengths": lengths, "cluster": cluster}


def main() -> None:
    """Print the tables asked for, or all that take no more than some minutes."""
    every = TABLES | LONG_TABLES
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("tables", nargs="*", choices=[[], *every], help=", ".join(every))
    chosen = parser.parse_args().tables or list(TABLES)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} at the start.")
    for name in chosen:
        print(f"\n### {name}\n\n{(every[name].__doc__ or '').strip()}\n\n{every[name]()}", flush=True)
    print(f"\nPeak memory of this process: {peak_memory():.0f} MB.")


if __name__ == "__main__":
    main()
