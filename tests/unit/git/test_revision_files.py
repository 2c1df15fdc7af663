"""The files of a revision: as committed, whatever the working tree holds, and with the errors that load expects."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from report_kit.files import DiskFiles, FileTooLarge, NotAFile
from report_kit.flows.pipeline import assemble
from report_kit.git import Repository, RevisionFiles, open_repository
from report_kit.git.revision_files import _entries
from report_kit.shipped_files import shipped
from tests.unit.git.place import KEY_WORK, Place

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path, revision: str = "HEAD") -> RevisionFiles:
    repository = open_repository(folder)
    assert isinstance(repository, Repository)
    found = repository.resolve(revision)
    assert not hasattr(found, "kind"), found
    return repository.files(found)


def test_files_are_read_as_they_were_committed(place: Place) -> None:
    place.write("data/2023/a.yaml", "旧\n")
    first = place.commit()
    place.write("data/2023/a.yaml", "新\n")
    place.write("data/2023/b.yaml", "b")
    place.commit()
    place.write("data/2023/a.yaml", "没有提交\n")
    status = place.git("status", "--porcelain")
    with files(place.folder, first) as old, files(place.folder) as new:
        assert (old.read("data/2023/a.yaml"), new.read("data/2023/a.yaml")) == ("旧\n".encode(), "新\n".encode())
        assert (old.names("data/2023"), new.names("data/2023")) == (("a.yaml",), ("a.yaml", "b.yaml"))
        assert new.names("") == ("data",)
        assert new.is_folder("data/2023")
        assert new.is_folder("data/2023/")
        assert not new.is_folder("data/2023/a.yaml")
        assert not new.is_folder("data/2022")
    assert place.git("status", "--porcelain") == status


def test_names_with_spaces_quotes_and_line_breaks(place: Place) -> None:
    names = ["重点 工作.yaml", 'a"b.yaml', "é\u0301.yaml", "-x.yaml"] + (["a\nb.yaml"] if os.name == "posix" else [])
    for name in names:
        place.write(f"data/2023/{name}", name)
    place.git("config", "core.quotepath", "true")
    place.commit()
    with files(place.folder) as found:
        assert set(found.names("data/2023")) == set(names)
        assert [found.read(f"data/2023/{name}").decode() for name in names] == names


def test_a_project_below_the_top_sees_its_own_files_only(place: Place) -> None:
    place.project("年报/2024 版")
    place.write("data/2023/other.yaml", "x")
    place.commit()
    with files(place.folder / "年报" / "2024 版") as found:
        assert found.names("data/2023") == ("key_work.yaml", "report.yaml")
        assert found.read("data/2023/key_work.yaml") == KEY_WORK.encode()
        with pytest.raises(FileNotFoundError):
            found.read("data/2023/other.yaml")


def test_a_project_that_was_not_there_yet_has_no_files(place: Place) -> None:
    place.write("a", "1")
    first = place.commit()
    place.project("年报")
    place.commit()
    with files(place.folder / "年报", first) as found:
        assert found.names("data") == ()
        assert not found.is_folder("data")


@pytest.mark.parametrize(
    ("path", "error"),
    [
        ("data/none.yaml", FileNotFoundError),
        ("data/2023/key_work.yaml/x", FileNotFoundError),
        ("data", IsADirectoryError),
        ("", IsADirectoryError),
        ("../secret", NotAFile),
        ("/etc/passwd", NotAFile),
        ("C:\\x", NotAFile),
        ("a\\..\\..\\b", NotAFile),
        ("a\0b", NotAFile),
    ],
)
def test_errors_are_those_of_files_on_disk(place: Place, path: str, error: type[OSError]) -> None:
    place.project()
    place.commit()
    with files(place.folder) as found:
        with pytest.raises(error):
            found.read(path)
        if error is not FileNotFoundError or "yaml/" not in path:
            with pytest.raises(error):
                DiskFiles(place.folder).read(path)
        assert found.read("data/2023/key_work.yaml") == KEY_WORK.encode()


def test_a_file_over_the_limit_is_refused_and_the_next_is_read(place: Place) -> None:
    place.write("big", os.urandom(3 << 20))
    place.write("empty", "")
    place.commit()
    with files(place.folder) as found:
        with pytest.raises(FileTooLarge):
            found.read("big", 1000)
        assert found.read("empty", 0) == b""
        assert len(found.read("big", 3 << 20)) == 3 << 20


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_links_lead_to_what_they_name_inside_the_repository(place: Place) -> None:
    place.project("年报")
    place.write("shared/wording.yaml", "units: []\n")
    (place.folder / "年报" / "templates").symlink_to("../shared")
    (place.folder / "年报" / "again").symlink_to("templates/../年报/data/2023/report.yaml")
    (place.folder / "年报" / "loop").symlink_to("loop")
    (place.folder / "年报" / "out").symlink_to("../../../etc/passwd")
    (place.folder / "年报" / "root").symlink_to("/etc/passwd")
    place.commit()
    with files(place.folder / "年报") as found:
        assert found.is_folder("templates")
        assert found.read("templates/wording.yaml") == b"units: []\n"
        assert b"unit" in found.read("again")
        for name in ("loop", "out", "root"):
            with pytest.raises(NotAFile):
                found.read(name)
            assert not found.is_folder(name)


def test_a_submodule_is_a_folder_without_files(place: Place, tmp_path: Path) -> None:
    other = Place.new(tmp_path / "other")
    other.write("x.yaml", "1")
    other.commit()
    place.project()
    place.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(other.folder), "data/共用")
    place.commit()
    with files(place.folder) as found:
        assert "共用" in found.names("data")
        assert found.is_folder("data/共用")
        assert found.names("data/共用") == ()
        for path in ("data/共用", "data/共用/x.yaml"):
            with pytest.raises(NotAFile):
                found.read(path)


def test_line_ends_of_the_working_tree_change_nothing(place: Place) -> None:
    place.git("config", "core.autocrlf", "true")
    place.project()
    place.write("data/2023/key_work.yaml", KEY_WORK.replace("\n", "\r\n"))
    place.commit()
    with files(place.folder) as found:
        assert found.read("data/2023/key_work.yaml") == KEY_WORK.encode()
        committed = assemble(found, 2023, shipped("templates"))
    here = assemble(DiskFiles(place.folder), 2023, shipped("templates"))
    assert committed.draft is not None
    assert here.draft is not None
    assert committed.draft.blocks == here.draft.blocks


def test_a_merge_and_its_parents_are_read(place: Place) -> None:
    place.project()
    place.commit()
    place.git("checkout", "-q", "-b", "改稿")
    place.write("data/2023/key_work.yaml", KEY_WORK.replace("673张", "674张"))
    place.commit()
    place.git("checkout", "-q", "main")
    place.write("b", "1")
    place.commit()
    place.git("merge", "-q", "--no-ff", "-m", "合并", "改稿")
    for revision, beds in (("HEAD", b"674"), ("HEAD^1", b"673"), ("HEAD^2", b"674")):
        with files(place.folder, revision) as found:
            assert beds in found.read("data/2023/key_work.yaml")


def test_a_revision_that_does_not_load_gives_diagnostics(place: Place) -> None:
    place.project()
    place.write("data/2023/key_work.yaml", KEY_WORK.replace("{is: 673张,", "{is： 673张"))
    place.commit()
    place.project()
    place.commit()
    with files(place.folder, "HEAD~1") as broken, files(place.folder) as mended:
        found = assemble(broken, 2023, shipped("templates"))
        assert any(one.code.startswith("F1") for one in found.outcome.diagnostics)
        assert assemble(mended, 2023, shipped("templates")).draft is not None


def test_reading_goes_on_after_closing(place: Place) -> None:
    place.project()
    place.commit()
    found = files(place.folder)
    assert found.names("data") == ("2023",)
    found.close()
    found.close()
    assert found.read("data/2023/key_work.yaml") == KEY_WORK.encode()
    found.close()


def test_a_clone_that_left_objects_out_has_no_such_file(place: Place) -> None:
    place.write("a", "1")
    place.commit()
    name = place.git("rev-parse", "HEAD:a").strip()
    (place.folder / ".git" / "objects" / name[:2] / name[2:]).unlink()
    with files(place.folder) as found:
        assert found.names("") == ("a",)
        with pytest.raises(FileNotFoundError):
            found.read("a")


def test_a_repository_with_sha256_ids(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    place = Place(folder)
    place.git("init", "-q", "-b", "main", "--object-format=sha256")
    place.project()
    place.commit()
    with files(folder) as found:
        assert found.read("data/2023/key_work.yaml") == KEY_WORK.encode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=80))
def test_a_damaged_tree_never_hangs(data: bytes) -> None:
    try:
        _entries(data, 40)
    except ValueError:
        return
