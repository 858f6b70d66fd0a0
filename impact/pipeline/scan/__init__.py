"""Whole corpora → claims and verdicts as Parquet, a partition at a time.

::

    corpus → plan (partitions, fixed by the corpus alone) → one partition, one function → part files → DIR
                                                            on the cores of one machine, or on a Dask cluster

A partition's part files appear together with its marker, so that a scan that was killed is finished by the same command:
nothing is lost and nothing is written twice. What a partition gives depends on nothing but the partition.
"""

from impact.pipeline.scan.run import Progress, scan
from impact.pipeline.scan.settings import Settings

__all__ = ["Progress", "Settings", "scan"]
