"""Installed as people do, from a wheel or the sources, in an empty environment elsewhere: it extracts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONSTRAINTS = str(ROOT / "constraints.txt")
OLDER_PIP = "does not provide the extra"  # what pip before 23.3 wrongly says of lxml's extra html_clean
CPU_BUILDS = "download.pytorch.org"
Run = Callable[..., str]
Install = Callable[[Path, Path, Run], list[str]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build wheel and sources."""
    folder = tmp_path_factory.mktemp("built")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=ROOT, check=True)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A folder for an environment of some gigabytes."""
    yield tmp_path
    shutil.rmtree(tmp_path)


def program(name: str) -> str:
    """Return the path of a program beside this Python, or anywhere."""
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    return found or pytest.skip(f"{name} is not installed: scripts/setup test")


def by_pip(home: Path, package: Path, run: Run) -> list[str]:
    run(sys.executable, "-m", "venv", "--upgrade-deps", home / "env")
    said = run(home / "env/bin/python", "-m", "pip", "install", "-c", CONSTRAINTS, package)
    assert OLDER_PIP not in said
    return [str(home / "env/bin/extract")]


def by_uv_tool(home: Path, package: Path, run: Run) -> list[str]:
    run(program("uv"), "tool", "install", "--python", sys.executable, "-c", CONSTRAINTS, package)
    return [str(home / "bin/extract")]


def by_uvx(home: Path, package: Path, run: Run) -> list[str]:
    return [program("uvx"), "--python", sys.executable, "-c", CONSTRAINTS, "--from", str(package), "extract"]


def by_pipx(home: Path, package: Path, run: Run) -> list[str]:
    run(program("pipx"), "install", "--python", sys.executable, f"--pip-args=-c {CONSTRAINTS}", package)
    return [str(home / "bin/extract")]


def environment(home: Path) -> dict[str, str]:
    """Return the variables with which programs run: nothing of this checkout, what they install below `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    own = {"UV_TOOL_DIR": "tools", "UV_TOOL_BIN_DIR": "bin", "PIPX_HOME": "pipx", "PIPX_BIN_DIR": "bin"}
    places = {name: str(home / folder) for name, folder in own.items()}
    return kept | torch_without_cuda() | places


def torch_without_cuda() -> Mapping[str, str]:
    """Return where uv finds the CPU build of torch: where pip was told to look here, or PyTorch's own index."""
    ask = [sys.executable, "-m", "pip", "config", "get", "global.find-links"]
    told = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip()
    return {"UV_FIND_LINKS": ",".join(told.split())} if told else {"UV_TORCH_BACKEND": "cpu"}


def runner(home: Path, variables: Mapping[str, str]) -> Run:
    """Return what runs a command in `home` and returns all it said."""

    def run(*command: object) -> str:
        words = [str(word) for word in command]
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        done = subprocess.run(words, cwd=home, env=dict(variables), text=True, check=False, **told)
        assert done.returncode == 0, done.stdout
        return done.stdout

    return run


def assert_it_extracts(command: Sequence[str], home: Path) -> None:
    """Extract an article in the empty folder, and compare its facts."""
    (home / "berita.txt").write_text("Pemkab Blora menyiapkan Rp 28,6 miliar.", encoding="utf8")
    words = [*command, "run", "berita.txt", "--no-store", "--format", "jsonl"]
    done = subprocess.run(words, cwd=home, env=environment(home), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = [(fact["text"], fact["region"], fact["low"]) for fact in json.loads(done.stdout)["facts"]]
    assert found == [("Blora", "33.16", None), ("Rp 28,6 miliar", "33.16", 28600000000)]


def test_one_wheel_is_for_every_platform_and_both_are_fit_to_publish(built: Path) -> None:
    pytest.importorskip("twine", reason="twine is not installed: scripts/setup test")
    assert sorted(path.name.split("-", 2)[-1] for path in built.glob("*.whl")) == ["py3-none-any.whl"]
    subprocess.run([sys.executable, "-m", "twine", "check", "--strict", *built.iterdir()], check=True)


@pytest.mark.slow
@pytest.mark.stanza
@pytest.mark.parametrize("package", ["*.whl", "*.tar.gz"])
@pytest.mark.parametrize("install", [by_pip, by_uv_tool, by_uvx, by_pipx])
def test_it_extracts_where_it_is_installed(built: Path, home: Path, install: Install, package: str) -> None:
    [found] = built.glob(package)
    assert_it_extracts(install(home, found, runner(home, environment(home))), home)


@pytest.mark.slow
@pytest.mark.stanza
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_it_extracts_by_each_python(built: Path, home: Path, version: str) -> None:
    [wheel] = built.glob("*.whl")
    uv, variables = program("uv"), environment(home)
    if subprocess.run([uv, "python", "find", "--no-python-downloads", version], env=variables, check=False).returncode:
        pytest.skip(f"there is no Python {version} here")
    words = [uv, "tool", "install", "--python", version, "-c", CONSTRAINTS, wheel]
    done = subprocess.run(words, cwd=home, env=variables, capture_output=True, text=True, check=False)
    if done.returncode and CPU_BUILDS in done.stderr:
        pytest.skip(f"there is no CPU build of torch for Python {version} here")
    assert done.returncode == 0, done.stderr
    assert_it_extracts([str(home / "bin/extract")], home)
