"""Articles → claims → verdicts → report: the only room that sees every other.

Each step is a plain function, so that a library user can stop after any of them::

    from impact.pipeline import read_claims, verify

    claims = read_claims(["article.txt"]).market_claims
    report, missing = verify(["article.txt"])
"""

from impact.pipeline.claim_parts import many, parts
from impact.pipeline.reading import Extracted, read_claims, report_language
from impact.pipeline.receipts import Run, recheck, write_receipt
from impact.pipeline.verification import verify

__all__ = ["Extracted", "Run", "many", "parts", "read_claims", "recheck", "report_language", "verify", "write_receipt"]
