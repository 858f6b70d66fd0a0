"""A file a format; see :func:`impact.report.formats`."""
