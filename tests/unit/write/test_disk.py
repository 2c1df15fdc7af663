"""Files on disk: the old or the new one at any moment, all or none, and no litter."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from report_kit.write.disk import Change, Unwritable, change_all, existing, sweep

ROOT = Path(__file__).resolve().parents[3]
NAMES = ("build/2023/稿.docx", "build/2023/report.txt", "build/2023/report.map.json")


def changes(project: Path, content: bytes, names=NAMES) -> list[Change]:
    return [Change(name, content, existing(project, name)) for name in names]


def contents(project: Path, names=NAMES) -> set[bytes]:
    return {(project / name).read_bytes() for name in names}


def litter(project: Path) -> list[str]:
    return [path.name for path in project.rglob("*") if path.name.startswith(".report-kit")]


def test_files_are_made_with_their_folders_and_replaced(tmp_path: Path) -> None:
    change_all(tmp_path, changes(tmp_path, b"one"))
    assert contents(tmp_path) == {b"one"}
    change_all(tmp_path, changes(tmp_path, b"two"))
    assert contents(tmp_path) == {b"two"}
    assert litter(tmp_path) == []


@pytest.mark.parametrize("blocked", NAMES)
def test_a_folder_in_the_place_of_any_file_leaves_all_as_they_were(tmp_path: Path, blocked: str) -> None:
    change_all(tmp_path, changes(tmp_path, b"old"))
    todo = changes(tmp_path, b"new")
    (tmp_path / blocked).unlink()
    (tmp_path / blocked).mkdir()
    with pytest.raises(Unwritable) as caught:
        change_all(tmp_path, todo)
    assert caught.value.path == blocked
    assert contents(tmp_path, [name for name in NAMES if name != blocked]) == {b"old"}
    assert litter(tmp_path) == []
    with pytest.raises(Unwritable, match="文件夹"):
        existing(tmp_path, blocked)


def test_a_rename_that_fails_takes_back_those_before_it(tmp_path: Path) -> None:
    """The last file changes after the first two took their places: they are put back."""
    change_all(tmp_path, changes(tmp_path, b"old"))
    *before, last = changes(tmp_path, b"new")
    extra = Change("build/2023/new.docx", b"new", None)
    stale = last._replace(old=last.old._replace(modified=1))
    with pytest.raises(Unwritable, match="刚刚被别的程序改动") as caught:
        change_all(tmp_path, [extra, *before, stale])
    assert caught.value.path == NAMES[2]
    assert contents(tmp_path) == {b"old"}
    assert not (tmp_path / extra.path).exists()
    assert litter(tmp_path) == []


def test_a_file_taken_away_is_put_back_when_what_follows_fails(tmp_path: Path) -> None:
    change_all(tmp_path, changes(tmp_path, b"old"))
    first, *others = changes(tmp_path, b"new")
    gone = first._replace(data=None)
    with pytest.raises(Unwritable):
        change_all(tmp_path, [gone, others[0]._replace(old=others[0].old._replace(modified=1))])
    assert contents(tmp_path) == {b"old"}
    (tmp_path / first.path).write_bytes(b"edited by a leader")
    with pytest.raises(Unwritable):
        change_all(tmp_path, [gone])
    assert (tmp_path / first.path).read_bytes() == b"edited by a leader"
    change_all(tmp_path, [Change(first.path, None, existing(tmp_path, first.path))])
    assert not (tmp_path / first.path).exists()
    assert litter(tmp_path) == []


def test_what_somebody_saved_in_the_meantime_is_not_lost(tmp_path: Path) -> None:
    change_all(tmp_path, changes(tmp_path, b"old"))
    todo = changes(tmp_path, b"new")
    (tmp_path / NAMES[0]).write_bytes(b"edited by a leader")
    with pytest.raises(Unwritable):
        change_all(tmp_path, todo)
    appeared = Change("build/2023/x", b"new", None)
    (tmp_path / appeared.path).write_bytes(b"theirs")
    with pytest.raises(Unwritable):
        change_all(tmp_path, [appeared])
    assert (tmp_path / NAMES[0]).read_bytes() == b"edited by a leader"
    assert (tmp_path / appeared.path).read_bytes() == b"theirs"


def test_a_file_where_a_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "build").write_text("x")
    for act in (lambda: existing(tmp_path, NAMES[0]), lambda: change_all(tmp_path, [Change(NAMES[0], b"", None)])):
        with pytest.raises(Unwritable, match="路径上有一个同名的文件"):
            act()
    assert (tmp_path / "build").read_text() == "x"


def unprivileged(project: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code as a user who owns nothing, if we may; permissions mean nothing to root."""
    if os.name != "posix":
        pytest.skip("permissions are tested on POSIX")
    drop = "import os\nif os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
    return run(project, drop + code)


def run(project: Path, code: str) -> subprocess.CompletedProcess[str]:
    prelude = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from report_kit.write.disk import *\n"
        f"NAMES = {NAMES!r}\n"
        "project = Path(sys.argv[1])\n"
    )
    return subprocess.run(
        [sys.executable, "-c", prelude + code, str(project), str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )


WRITE = """
try:
    change_all(project, [Change(name, b"new" * 100_000, existing(project, name)) for name in NAMES])
except Unwritable as problem:
    print(problem.path, problem.reason, problem.hint)
"""


def test_a_read_only_file_or_folder_is_told(tmp_path: Path) -> None:
    change_all(tmp_path, changes(tmp_path, b"old"))
    folder = tmp_path / "build" / "2023"
    for path in (tmp_path, *tmp_path.parents):
        if path.stat().st_uid == os.getuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o055)
    folder.chmod(0o777)
    (tmp_path / NAMES[1]).chmod(0o444)
    done = unprivileged(tmp_path, WRITE)
    if "Errno 13" in done.stderr:
        pytest.skip(f"another user cannot run Python here: {done.stderr[-200:]}")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(f"{NAMES[0] if os.getuid() == 0 else NAMES[1]} 文件正在被别的程序使用")
    folder.chmod(0o555)
    (tmp_path / NAMES[1]).chmod(0o666)
    (tmp_path / NAMES[0]).chmod(0o666)
    (tmp_path / NAMES[2]).chmod(0o666)
    done = unprivileged(tmp_path, WRITE)
    folder.chmod(0o777)
    assert done.stdout.startswith(f"{NAMES[0]} 文件正在被别的程序使用"), done.stderr
    assert contents(tmp_path) == {b"old"}
    assert litter(tmp_path) == []


def test_a_full_disk_is_told_and_harms_nothing(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    change_all(tmp_path, changes(tmp_path, b"old"))
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
    done = run(tmp_path, limit + WRITE)
    assert done.stdout.strip() == f"{NAMES[0]} 磁盘空间不够 腾出空间后再运行", done.stderr
    assert contents(tmp_path) == {b"old"}
    assert litter(tmp_path) == []


KILLED = """
import itertools
for n in itertools.count():
    letter = b"ab"[n % 2 : n % 2 + 1]
    change_all(project, [Change(name, letter * 300_000, existing(project, name)) for name in NAMES])
    if not n:
        print("go", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX")
def test_killed_at_any_moment_every_file_is_whole_and_litter_goes_later(tmp_path: Path) -> None:
    moments = random.Random(2023)
    littered = 0
    for _ in range(12):
        program = (
            "import sys; sys.path.insert(0, sys.argv[2])\nfrom pathlib import Path\n"
            f"from report_kit.write.disk import *\nNAMES = {NAMES!r}\nproject = Path(sys.argv[1])\n{KILLED}"
        )
        process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(ROOT)], stdout=subprocess.PIPE)
        assert process.stdout.readline() == b"go\n"
        time.sleep(moments.random() * 0.03)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        for name in NAMES:
            data = (tmp_path / name).read_bytes()
            assert len(data) == 300_000
            assert len(set(data)) == 1
        littered += bool(litter(tmp_path))
    sweep([tmp_path / "build" / "2023"])
    assert litter(tmp_path) == []
    assert littered


def test_the_litter_of_a_running_build_is_left_alone(tmp_path: Path) -> None:
    running = tmp_path / f".report-kit-{os.getppid()}-1.tmp"
    own = tmp_path / f".report-kit-{os.getpid()}-1.tmp"
    other = tmp_path / ".report-kit-x.tmp"
    old = tmp_path / f".report-kit-{os.getppid()}-2.tmp"
    for path in (running, own, other, old):
        path.write_text("x")
    os.utime(old, (0, 0))
    sweep([tmp_path, tmp_path / "missing"])
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in (running, own, other))


def test_a_link_is_replaced_and_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"old")
    link = tmp_path / "build" / "2023" / "report.txt"
    link.parent.mkdir(parents=True)
    try:
        link.symlink_to(outside)
    except OSError:
        pytest.skip("links cannot be made here")
    change_all(tmp_path, changes(tmp_path, b"new", [NAMES[1]]))
    assert outside.read_bytes() == b"old"
    assert (link.read_bytes(), link.is_symlink()) == (b"new", False)
