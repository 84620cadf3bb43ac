"""The roll-up of a folder with its files read by a Dask cluster, here one of two processes on this machine.

``pip install distributed``, then ``python -m docs.on_dask FOLDER``. What reads a file is the very function that
``nianbao rollup`` calls; a cluster of many machines takes the place of ``LocalCluster``.
"""

from __future__ import annotations

import sys

from dask.distributed import Client, LocalCluster

from assistant.commands.checking import gathered
from assistant.county.filing import read_filing
from assistant.county.forms import summary
from assistant.county.rollup import Rollup
from assistant.county.standing import standing


def main(folder: str) -> None:
    """Print what ``nianbao rollup`` prints of the folder."""
    files = gathered([folder]).files
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        filings = client.gather(client.map(read_filing, files))
    sys.stdout.write("\n".join(summary(Rollup(standing(filings)))) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
