"""Whole corpora → claims and verdicts as Parquet, a partition at a time.

::

    corpus → plan (partitions, fixed by the corpus alone) → one partition, one function → part files → DIR
                                                            on the cores of one machine, or on a Dask cluster

A partition's part files appear together with its marker, so that a scan that was killed is finished by the same command:
nothing is lost and nothing is written twice. What a partition gives depends on nothing but the partition.

What a terabyte takes, on paper, from tests/bench/scan.py (200 MB, 30 % text like the seeds, a claim each 3.6 KB; two cores under load:
2.9 MB/s of text a core, 190 MB of memory a worker, the same at 20 and at 200 MB): 100 workers read 290 MB/s, so 1 TB takes 58 minutes,
and two more for their start (1 s), the hand-over of 15,600 partitions of 64 MB (some ms each, in the scheduler's own process) and the
last partitions (22 s). Assumed: JSONL or Parquet, plain or in packed files of at most some hundred MB (a packed file is one partition,
but for archives that are packed record by record); a file system that gives 290 MB/s and takes 7 MB/s (the tables are 2.4 % of the
corpus, 24 GB); one thread a worker; ``--partition 64``. Web archives of HTML are bound by the extraction of article text instead
(5 to 20 ms a page: five to ten times as long).
"""

from impact.pipeline.scan.run import Progress, scan
from impact.pipeline.scan.settings import Settings

__all__ = ["Progress", "Settings", "scan"]
