"""Every error that a user can meet; caught once, in ``cli.py``.

::

    ImpactError                     exit 2  usage or input
    ├── InputError                  exit 2  an article, a folder, an option
    ├── DataError                   exit 2  a bundled or given data file breaks its contract
    │   └── LanguageError           exit 2  a language file breaks its contract
    ├── UnknownClaim                exit 2  no claim of that id
    └── SourceError                 exit 3  a price source did not deliver
        ├── UnknownSymbol           exit 3
        ├── NoDataInRange           exit 3
        ├── BadReply                exit 3
        ├── RateLimited             exit 3
        ├── Unreachable             exit 3
        └── Untrusted               exit 3  the certificate is not trusted

Each message names the input, what is wrong with it and what to do, on one line.
"""

from __future__ import annotations


class ImpactError(Exception):
    """Base of all errors that are the user's to mend; ``exit_code`` is what the process returns."""

    exit_code = 2

    def __init__(self, subject: str, problem: str, remedy: str) -> None:
        self.subject, self.problem, self.remedy = subject, problem, remedy
        super().__init__(" ".join(f"{subject}: {problem}; {remedy}".split()))

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (type(self), self.subject, self.problem, self.remedy)  # errors cross processes, whatever their arguments


def _again(kind: type[ImpactError], subject: str, problem: str, remedy: str) -> ImpactError:
    error = kind.__new__(kind)
    ImpactError.__init__(error, subject, problem, remedy)
    return error


class InputError(ImpactError):
    """An article, a folder or an option cannot be used."""


class DataError(ImpactError):
    """A data file (bundled or given) does not keep what its dictionary promises."""


class LanguageError(DataError):
    """A language file does not keep its contract."""


class UnknownClaim(ImpactError):
    """No claim has the id that was asked for."""


class SourceError(ImpactError):
    """A price source did not deliver what it was asked for."""

    exit_code = 3


class UnknownSymbol(SourceError):
    """The source does not know the symbol."""


class NoDataInRange(SourceError):
    """The source knows the symbol but has no bars in the range."""


class BadReply(SourceError):
    """The source answered something that is no price data."""


class RateLimited(SourceError):
    """The source asks to be left alone (HTTP 429); nothing is retried."""


class Unreachable(SourceError):
    """No connection, or no answer before the deadline."""


class Untrusted(SourceError):
    """The TLS certificate of the source is not trusted."""
