"""Build the wheel and the archive of sources, and use what is installed from them: package_run.py.

Looked at are the files in both, an installation without extras in a fresh environment that nobody may write to, the
first result from it without HOME, in the C locale and another folder, that using it writes nothing into the
installation, and the same from a zip of the sources alone. Needs the package registry that pip is set up for.
`--python PATH` takes another Python, `--versions lowest` the lowest versions of what it needs, `newest` those of today.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from running import ROOT

__all__ = ["main", "wrong_in_archive", "wrong_in_wheel"]

_DROP, _MAY_WRITE = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE

PYTHON = """
import reportdiff as rd
before = rd.parse("全年受理行政复议申请132件。", year=2022)
after = rd.parse("全年受理行政复议申请287件，同比上升117.42%。", year=2023)
assert "consistent" in rd.compare(before, after).checks.verdict.tolist(), rd.compare(before, after).checks
"""


def run(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None, bound: bool = False) -> str:
    """Run a command and return what it prints; an error shows all of it."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env=env,
        preexec_fn=obey_modes if bound and os.name != "nt" else None,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode not in (0, 1) or (done.returncode and "reportdiff" not in str(command[0])):
        raise SystemExit(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout


def own_files() -> set[str]:
    """Return the files of the package, as a wheel names them."""
    folder = ROOT / "src"
    found = (path.relative_to(folder).as_posix() for path in (folder / "reportdiff").rglob("*") if path.is_file())
    return {name for name in found if "__pycache__" not in name and not name.endswith(".pyc")}


def wrong_in_wheel(wheel: Path) -> list[str]:
    """Return what the wheel lacks, and what it should not hold."""
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if ".dist-info/" not in name}
        about = {name.partition(".dist-info/")[2] for name in opened.namelist() if ".dist-info/" in name}
    wrong = [f"lacks {name}" for name in own_files() - names] + [f"holds {name}" for name in names - own_files()]
    wanted = {"METADATA", "WHEEL", "RECORD", "entry_points.txt", "licenses/LICENSE"}
    return wrong + [f"lacks {name}" for name in wanted - about]


def wrong_in_archive(archive: Path) -> list[str]:
    """Return what the archive of sources lacks or should not hold: it builds, and its tests run."""
    with tarfile.open(archive) as opened:
        names = {name.partition("/")[2] for name in opened.getnames()}
    wanted = {f"src/{name}" for name in own_files()} | {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "CHANGELOG.md",
        "PKG-INFO",
    }
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests").rglob("*.py")}
    marks = ("__pycache__", ".pyc", ".venv", "build/", ".git/", ".hypothesis", ".pytest_cache", "/.ipynb")
    return [f"lacks {name}" for name in wanted - names] + [
        f"holds {name}" for name in names if any(mark in f"/{name}" for mark in marks) and "tests/" not in name
    ]


def zip_of_sources(path: Path, folder: Path) -> Path:
    """Write the files below a folder into a zip, as a hosting site offers them."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                opened.write(file, file.relative_to(folder))
    return path


def snapshot(folder: Path) -> dict[str, int]:
    """Return the files below a folder with the times of their last change."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def constraints(versions: str, folder: Path) -> tuple[str | Path, ...]:
    """Return what pip is told of versions: those of constraints.txt, the lowest of pyproject.toml, or nothing."""
    if versions == "newest":
        return ()
    if versions == "pinned":
        return ("-c", ROOT / "constraints.txt")
    path = folder / "lowest.txt"
    path.write_text(run(sys.executable, ROOT / "tests/lowest_versions.py"), encoding="utf-8")
    return ("-c", path)


def make_read_only(home: Path) -> None:
    """Take from everybody the right to write into an installation."""
    for path in (home, *home.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode & ~0o222)


def obey_modes() -> None:
    """Let root, who may write whatever the modes say, obey them in the program that is started next (Linux)."""
    import ctypes

    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(_DROP, _MAY_WRITE, 0, 0, 0)


def use(home: Path, wheel: Path, *, python_of: str, versions: str) -> list[str]:
    """Install the wheel alone into a fresh environment, take results from it, and return what goes wrong."""
    run(python_of, "-m", "venv", home)
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    limits = constraints(versions, home.parent)
    run(python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *limits, wheel)
    elsewhere = home.parent / "elsewhere"
    elsewhere.mkdir()
    elsewhere.chmod(0o777)
    for year, count in ((2022, 132), (2023, 287)):
        text = f"慈溪市{year}年工作报告\n全年受理行政复议申请{count}件。\n"
        (elsewhere / f"{year}.txt").write_text(text, encoding="utf-8")
    bare = {"PATH": os.defpath, "LC_ALL": "C", "LANG": "C", "TMPDIR": str(elsewhere), "PYTHONDONTWRITEBYTECODE": "1"}
    before = snapshot(home)
    make_read_only(home)
    wrong = []
    run(python, "-c", PYTHON, cwd=elsewhere, env=bare, bound=True)
    zipped = zip_of_sources(home.parent / "sources.zip", ROOT / "src")
    from_zip = f"import sys; sys.path.insert(0, {str(zipped)!r}); {PYTHON.strip()}\nassert '.zip' in rd.__file__"
    run(python, "-c", from_zip.replace("; import", "\nimport"), cwd=elsewhere, env=bare, bound=True)
    for arguments in (("--version",), ("compare", "2022.txt", "2023.txt"), ("check", "2023.txt", "--format", "json")):
        printed = run(python, "-m", "reportdiff", *arguments, cwd=elsewhere, env=bare, bound=True)
        if not printed.strip():
            wrong.append(f"reportdiff {' '.join(arguments)} prints nothing")
    probe = "import pathlib, reportdiff; (pathlib.Path(reportdiff.__file__).parent / 'new').touch()"
    tried = subprocess.run([python, "-c", probe], env=bare, cwd=elsewhere, preexec_fn=obey_modes, capture_output=True)
    if tried.returncode == 0:
        wrong.append("could be written into: the installation was not read-only")
    changed = snapshot(home).items() - before.items()
    left = {path.name for path in elsewhere.iterdir()} - {"2022.txt", "2023.txt"}
    return wrong + [f"writes {name}" for name, _ in changed] + [f"leaves {name}" for name in left]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, look, install and use; 1 where something is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, default=ROOT / "build" / "package", help="is emptied first")
    options.add_argument("--python", default=sys.executable, help="the Python of the fresh environment")
    options.add_argument("--versions", choices=["pinned", "lowest", "newest"], default="pinned")
    given = options.parse_args(arguments)
    folder = given.folder.absolute()
    for path in folder.rglob("*"):  # a read-only installation of an earlier run
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    run(*pip, "install", "--target", folder / "tools", "hatchling")
    tools = {**os.environ, "PYTHONPATH": str(folder / "tools")}
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, env=tools)
    wheel, archive = next(folder.glob("*.whl")), next(folder.glob("*.tar.gz"))
    wrong = [f"{wheel.name} {each}" for each in wrong_in_wheel(wheel)]
    wrong += [f"{archive.name} {each}" for each in wrong_in_archive(archive)]
    with tarfile.open(archive) as opened:
        opened.extractall(folder / "unpacked", filter="data")
    zipped = zip_of_sources(folder / "reportdiff.zip", folder / "unpacked")
    run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", folder / "again", zipped, env=tools)
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(next((folder / "again").glob("*.whl"))) as other:
        if sorted(one.namelist()) != sorted(other.namelist()):
            wrong.append("the wheel that is built from a zip of the archive holds other files")
    wrong += use(folder / "environment", wheel, python_of=given.python, versions=given.versions)
    print("\n".join(wrong) or f"{wheel.name} and {archive.name} hold what they should, and work")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
