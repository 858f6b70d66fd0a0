"""Was the move unusual, what moved together, how well do claims track reality: plain functions on arrays and frames.

Everything here takes closes, returns or finished numbers and gives records; no file, no network, no language.
Returns are fractions everywhere (−0.1697), never percent. Heavy libraries are imported inside the functions.
"""

from impact.study.around import correlations_around
from impact.study.fragility import tried
from impact.study.single import abnormal, comovement

__all__ = ["abnormal", "comovement", "correlations_around", "tried"]
