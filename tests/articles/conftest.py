"""Inputs of the articles room: write bytes under a name, collect them, look at what came of them."""

from types import SimpleNamespace

import built_documents
import pytest
from loopback_site import tempers

from impact.articles import collect


@pytest.fixture
def only(tmp_path):
    """Write bytes under a name, collect them, and give the one article."""
    def read(name, data, **options):
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        collected = collect([str(file)], **options)
        assert collected.skipped == ()
        (article,) = collected.articles
        return article

    return read


@pytest.fixture
def reason(tmp_path):
    """Write bytes under a name, collect them, and give the id of the reason why they are no article."""
    def read(name, data):
        file = tmp_path / name
        file.write_bytes(data if isinstance(data, bytes) else data.encode())
        collected = collect([str(file)])
        assert collected.articles == ()
        assert collected.missing == 1
        (row,) = collected.skipped
        assert row.name == str(file)
        return row.reason.id

    return read


@pytest.fixture
def build():
    """The builders of documents."""
    return SimpleNamespace(**vars(built_documents))


@pytest.fixture
def site():
    """A server with pages of every temper; ``site.url(path, host)`` is an address on it."""
    server = tempers()
    yield server
    server.shutdown()
    server.server_close()
