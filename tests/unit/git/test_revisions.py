"""Revisions by the names people give them, and clear words when there is none."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from report_kit.git import GitProblem, Range, Repository, Revision, open_repository
from tests.unit.git.place import Place

if TYPE_CHECKING:
    from pathlib import Path


def opened(folder: Path) -> Repository:
    found = open_repository(folder)
    assert isinstance(found, Repository), found
    return found


def commit_of(repository: Repository, written: str) -> str:
    found = repository.resolve(written)
    assert isinstance(found, Revision), found
    return found.commit.id


def problem(found: object, kind: str) -> GitProblem:
    assert isinstance(found, GitProblem)
    assert found.kind == kind
    assert found.message.text()
    return found


def test_branches_tags_ids_and_ancestors_are_found(place: Place) -> None:
    place.write("a", "1")
    first = place.commit("第一次")
    place.git("tag", "报送稿")
    place.git("tag", "-a", "v1", "-m", "报送")
    place.write("a", "2")
    second = place.commit("第二次，改了数字")
    repository = opened(place.folder)
    assert commit_of(repository, "main") == commit_of(repository, "HEAD") == second
    names = ("HEAD~1", "报送稿", "v1", first, first[:8], ":/第一次")
    assert {commit_of(repository, name) for name in names} == {first}
    found = repository.resolve("main")
    assert isinstance(found, Revision)
    assert (found.commit.author, found.commit.date) == ("王小明", "2024-01-05T09:00:00+08:00")
    assert found.commit.subject == "第二次，改了数字"
    assert second.startswith(found.commit.short)


def test_a_detached_head_is_a_revision_like_any_other(place: Place) -> None:
    place.write("a", "1")
    first = place.commit()
    place.write("a", "2")
    place.commit()
    place.git("checkout", "-q", first)
    assert commit_of(opened(place.folder), "HEAD") == first


def test_a_message_in_another_encoding_is_read(place: Place) -> None:
    place.git("config", "i18n.commitEncoding", "GBK")
    place.git("config", "i18n.logOutputEncoding", "GBK")
    place.write("a", "1")
    place.git("add", "-A")
    message = place.write("m", "改数字".encode("gbk"))
    place.git("commit", "-q", "-F", str(message), GIT_AUTHOR_NAME="Wang", GIT_COMMITTER_NAME="Wang")
    found = opened(place.folder).resolve("HEAD")
    assert isinstance(found, Revision)
    assert found.commit.subject == "改数字"


def test_ranges(place: Place) -> None:
    place.write("a", "1")
    base = place.commit()
    place.git("checkout", "-q", "-b", "改稿")
    place.write("b", "1")
    branch = place.commit()
    place.git("checkout", "-q", "main")
    place.write("c", "1")
    main = place.commit()
    repository = opened(place.folder)

    def ends(written: str) -> tuple[str, str | None]:
        found = repository.resolve_range(written)
        assert isinstance(found, Range), found
        return found.before.commit.id, found.after.commit.id if found.after else None

    assert ends("main..改稿") == (main, branch)
    assert ends("main...改稿") == (base, branch)
    assert ends("..改稿") == (main, branch)
    assert ends("改稿..") == (branch, main)
    assert ends("HEAD~1") == (base, None)
    problem(repository.resolve_range("main..没有"), "unknown-revision")
    problem(repository.resolve_range("没有..main"), "unknown-revision")
    place.git("checkout", "-q", "--orphan", "孤")
    place.commit()
    problem(repository.resolve_range("main...孤"), "no-common-commit")


@pytest.mark.parametrize("written", ["", "-h", "--all", "a\0b", "a\nb", "没有", "HEAD~99", "main^{tree", "@{-9}", "*"])
def test_what_is_no_revision_is_said_to_be_none(place: Place, written: str) -> None:
    place.write("a", "1")
    place.commit()
    problem(opened(place.folder).resolve(written), "unknown-revision")


def test_a_near_name_and_a_branch_not_checked_out_are_offered(place: Place, tmp_path: Path) -> None:
    place.write("a", "1")
    place.commit()
    place.git("branch", "gaigao2023")
    found = problem(opened(place.folder).resolve("gaigao2032"), "unknown-revision")
    assert found.hint is not None
    assert "gaigao2023" in found.hint.text()
    place.git("clone", "-q", ".", str(tmp_path / "copy"))
    found = problem(opened(tmp_path / "copy").resolve("gaigao2023"), "unknown-revision")
    assert found.hint is not None
    assert "origin/gaigao2023" in found.hint.text()


def test_a_file_is_no_revision(place: Place) -> None:
    place.write("a", "1")
    place.commit()
    problem(opened(place.folder).resolve("HEAD:a"), "not-a-commit")


def test_a_repository_without_commits_says_so(place: Place) -> None:
    problem(opened(place.folder).resolve("HEAD"), "no-commit")


def test_a_shallow_clone_says_what_is_missing(place: Place, tmp_path: Path) -> None:
    for number in range(3):
        place.write("a", str(number))
        place.commit()
    Place(tmp_path).git("clone", "-q", "--depth", "1", place.folder.as_uri(), "copy")
    repository = opened(tmp_path / "copy")
    assert repository.shallow
    assert not opened(place.folder).shallow
    found = problem(repository.resolve("HEAD~1"), "unknown-revision")
    assert found.hint is not None
    assert "git fetch --unshallow" in found.hint.text()


def test_the_project_may_lie_below_the_top(place: Place) -> None:
    place.project("年报/2024 版")
    place.commit()
    repository = opened(place.folder / "年报" / "2024 版")
    assert repository.root.samefile(place.folder)
    assert repository.prefix == "年报/2024 版/"
    assert opened(place.folder).prefix == ""


def test_a_linked_working_tree_is_a_repository(place: Place, tmp_path: Path) -> None:
    place.project()
    first = place.commit()
    place.git("worktree", "add", "-q", "-b", "another", str(tmp_path / "another"))
    repository = opened(tmp_path / "another")
    assert commit_of(repository, "main") == commit_of(repository, "HEAD") == first


def test_inside_a_hook_of_another_repository(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = (place.write("a", "1"), place.commit("这里"))[1]
    other = Place.new(tmp_path / "other")
    other.write("b", "1")
    other.commit("别处")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", "index")
    assert commit_of(opened(place.folder), "HEAD") == first


def test_where_no_repository_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    found = problem(open_repository(tmp_path / "plain"), "no-repository")
    assert "plain" in found.message.text()
    problem(open_repository(tmp_path / "nothing"), "no-repository")


def test_a_bare_repository_has_no_working_tree(place: Place, tmp_path: Path) -> None:
    place.write("a", "1")
    place.commit()
    place.git("clone", "-q", "--bare", ".", str(tmp_path / "bare.git"))
    problem(open_repository(tmp_path / "bare.git"), "bare")
    problem(open_repository(place.folder / ".git"), "bare")


def test_without_git(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = problem(open_repository(place.folder), "missing")
    assert found.hint is not None


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs a folder of another user")
def test_a_repository_of_another_user(place: Place) -> None:
    place.write("a", "1")
    place.commit()
    subprocess.run(["chown", "-R", "12345", str(place.folder)], check=True)
    found = problem(open_repository(place.folder), "untrusted")
    assert found.hint is not None
    assert "safe.directory" in found.hint.text()
