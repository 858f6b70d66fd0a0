"""A finished (or running) scan → how often outlets, languages, kinds and hedges are right, exaggerate or err.

::

    DIR/articles → groups of near-duplicates ┐
    DIR/claims   ────────────────────────────┴→ counts with Wilson intervals → table, Markdown, CSV, JSON, SVG
"""

from impact.pipeline.stats.counting import Counts, Statistics, statistics, wilson
from impact.pipeline.stats.forms import FORMS, render

__all__ = ["FORMS", "Counts", "Statistics", "render", "statistics", "wilson"]
