"""Optional parts without their packages: the plain install works, and what needs an extra names the command that installs it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ABSENT = ("pyarrow", "docx", "pypdf", "distributed", "dask", "fsspec")
ARTICLE = "Die Nvidia-Aktie fiel am 27. Januar 2025 um fast 17 Prozent.\n"
PLAIN = "import sys\nfor name in {absent!r}: sys.modules[name] = None\nfrom impact.cli import main\nsys.argv[0] = 'impact'\nmain()"


def impact(*arguments: str, cwd: Path, absent: tuple[str, ...] = ABSENT) -> subprocess.CompletedProcess[str]:
    """The command in a process in which the packages of the extras cannot be imported."""
    environment = {key: value for key, value in os.environ.items() if key != "COLUMNS"} | {"NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", PLAIN.format(absent=absent), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "article.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    (tmp_path / "articles.parquet").write_bytes(b"PAR1PAR1")
    (tmp_path / "prices.parquet").write_bytes(b"PAR1PAR1")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "packages"),
    [
        (("verify", "article.pdf"), ("pypdf",)),
        (("verify", "articles.parquet"), ("pyarrow",)),
        (("verify", "article.txt", "--format", "docx", "--out", "r.docx"), ("python-docx",)),
        (("verify", "article.txt", "--format", "parquet", "--out", "r.parquet"), ("pyarrow",)),
        (("verify", "article.txt", "--prices", "prices.parquet"), ("pyarrow",)),
        (("scan", "article.txt", "--out", "scan"), ("impact-claims[parquet]",)),
        (("scan", "article.txt", "--out", "s3://bucket/scan"), ("impact-claims[dask]", "impact-claims[parquet]")),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_a_part_without_its_extra_names_the_command(arguments: tuple[str, ...], packages: tuple[str, ...], folder: Path) -> None:
    done = impact(*arguments, cwd=folder)
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "pip install" in done.stderr
    assert any(package in done.stderr.partition("pip install")[2] for package in packages), done.stderr
    assert len([line for line in done.stderr.splitlines() if "pip install" in line]) == 1
    assert not list(folder.glob("r.*"))


def test_a_cluster_without_dask_names_the_command(folder: Path) -> None:
    pytest.importorskip("pyarrow")
    done = impact("scan", "article.txt", "--out", "scan", "--scheduler", "tcp://127.0.0.1:1", cwd=folder, absent=("distributed", "dask"))
    assert done.returncode == 2
    assert "pip install 'impact-claims[dask]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_plain_install_does_the_main_job(folder: Path) -> None:
    for arguments in (("verify", "article.txt"), ("report", "article.txt", "--out", "report"), ("study", "--event", "2025-01-27")):
        done = impact(*arguments, cwd=folder)
        assert done.returncode == 0, done.stderr
    assert (folder / "report" / "report.html").exists()
    assert not (folder / "report" / "report.docx").exists()


def test_a_plain_install_asks_for_no_package_of_an_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    plain = " ".join(project["dependencies"]).casefold()
    for extra in ("parquet", "word", "documents", "dask"):
        assert project["optional-dependencies"][extra]
        for requirement in project["optional-dependencies"][extra]:
            assert requirement.partition(">=")[0].casefold() not in plain
