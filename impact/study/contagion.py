"""Did the shares move together more than before, or only more? Tests of a change in correlation."""

from __future__ import annotations

from dataclasses import dataclass

from impact.study.arrays import Array
from impact.study.distributions import p_of_z


@dataclass(frozen=True, kw_only=True)
class Contagion:
    """One share's correlation with the lead before and after, with and without the correction for the lead's higher variance.

    Null hypothesis of both p: the correlation did not change. The uncorrected p is what makes "contagion" an artefact.
    """

    symbol: str
    lead: str
    before: float
    after: float
    corrected: float  # ``after``, as it would be with the lead's variance of before
    delta: float  # relative increase of the lead's variance
    z: float
    p: float  # corrected against before
    p_uncorrected: float
    n_before: int
    n_after: int


def forbes_rigobon(symbol: str, lead: str, before: Array, after: Array) -> Contagion:
    """Forbes and Rigobon 2002, Journal of Finance 57, p. 2230: ``r* = r/√(1 + δ(1 − r²))``, ``δ = Var_after(lead)/Var_before(lead) − 1``.

    ``before`` and ``after`` are (n, 2): lead, share. z is the difference of Fisher transforms over √(1/(n₁ − 3) + 1/(n₂ − 3)), two-sided.
    The correction assumes that the shock comes from the lead share and that nothing is left out (their section III).
    """
    import numpy

    def fisher(first: float, second: float) -> float:
        spread = (1.0 / (len(before) - 3.0) + 1.0 / (len(after) - 3.0)) ** 0.5
        return float((numpy.arctanh(first) - numpy.arctanh(second)) / spread)

    r_before = float(numpy.corrcoef(before.T)[0, 1])
    r_after = float(numpy.corrcoef(after.T)[0, 1])
    delta = float(after[:, 0].var(ddof=1) / before[:, 0].var(ddof=1) - 1.0)
    inside = 1.0 + delta * (1.0 - r_after**2)
    corrected = r_after / inside**0.5
    z = fisher(corrected, r_before)
    return Contagion(
        symbol=symbol, lead=lead, before=r_before, after=r_after, corrected=corrected, delta=delta, z=z, p=float(p_of_z(z)),
        p_uncorrected=float(p_of_z(fisher(r_after, r_before))), n_before=len(before), n_after=len(after),
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class EqualMatrices:
    """Jennrich's test. Null hypothesis: both correlation matrices are the same."""

    chi2: float
    df: int
    p: float
    n_before: int
    n_after: int


def jennrich(before: Array, after: Array) -> EqualMatrices | None:
    """Jennrich 1970, Journal of the American Statistical Association 65, p. 904: χ² with N(N − 1)/2 degrees of freedom.

    ``½ tr(Z²) − dg(Z)'S⁻¹dg(Z)`` with ``Z = √c R̄⁻¹(R₁ − R₂)``, ``c = n₁n₂/(n₁ + n₂)``, ``S = I + R̄∘R̄⁻¹``. Needs normal, independent
    sessions and a pooled matrix of full rank: None when either window has no more sessions than shares.
    """
    import numpy
    from scipy.special import gammaincc

    n1, n2, size = len(before), len(after), before.shape[1]
    if min(n1, n2) <= size or size < 2:
        return None
    r1, r2 = numpy.corrcoef(before.T), numpy.corrcoef(after.T)
    pooled = (n1 * r1 + n2 * r2) / (n1 + n2)
    inverse = numpy.linalg.inv(pooled)
    z = (n1 * n2 / (n1 + n2)) ** 0.5 * inverse @ (r1 - r2)
    diagonal = numpy.diag(z)
    chi2 = float(0.5 * numpy.trace(z @ z) - diagonal @ numpy.linalg.solve(numpy.eye(size) + pooled * inverse, diagonal))
    df = size * (size - 1) // 2
    return EqualMatrices(chi2=chi2, df=df, p=float(gammaincc(df / 2.0, max(chi2, 0.0) / 2.0)), n_before=n1, n_after=n2)
