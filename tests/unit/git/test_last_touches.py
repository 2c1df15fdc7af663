"""The last commit that touched a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from report_kit.git import Repository, Revision, open_repository
from tests.unit.git.place import Place

if TYPE_CHECKING:
    from pathlib import Path


def opened(folder: Path) -> Repository:
    found = open_repository(folder)
    assert isinstance(found, Repository), found
    return found


def lines(count: int, **other: str) -> str:
    return "".join(f"{other.get(f'n{number}', number)}\n" for number in range(1, count + 1))


def test_each_line_knows_its_commit(place: Place) -> None:
    place.write("数据 1.yaml", lines(9))
    first = place.commit("第一次")
    place.write("数据 1.yaml", lines(9, n3="三", n4="四", n8="八"))
    second = place.commit("核实床位数")
    found = opened(place.folder).last_touches({"数据 1.yaml": [1, 3, 4, 8, 9, 99, 0, -1], "none": [1]})
    assert {key: touch.id for key, touch in found.items()} == {
        ("数据 1.yaml", number): second if number in (3, 4, 8) else first for number in (1, 3, 4, 8, 9)
    }
    touch = found["数据 1.yaml", 3]
    assert (touch.author, touch.date, touch.subject, touch.certain) == (
        "王小明",
        "2024-01-05T09:00:00+08:00",
        "核实床位数",
        True,
    )


def test_a_renamed_file_keeps_its_history(place: Place) -> None:
    place.write("a.yaml", lines(9))
    first = place.commit()
    place.git("mv", "a.yaml", "重点工作.yaml")
    place.commit()
    found = opened(place.folder).last_touches({"重点工作.yaml": [5]})
    assert found["重点工作.yaml", 5].id == first


def test_a_line_not_committed_has_no_commit(place: Place) -> None:
    place.write("a.yaml", lines(3))
    first = place.commit()
    place.write("a.yaml", lines(3, n2="二"))
    repository = opened(place.folder)
    assert [repository.last_touches({"a.yaml": [n]})["a.yaml", n].id for n in (1, 2)] == [first, ""]
    head = repository.resolve("HEAD")
    assert isinstance(head, Revision)
    assert repository.last_touches({"a.yaml": [2]}, head)["a.yaml", 2].id == first


def test_lines_that_only_differ_in_their_ends_are_committed(place: Place) -> None:
    place.git("config", "core.autocrlf", "true")
    place.write("a.yaml", lines(3).replace("\n", "\r\n"))
    first = place.commit()
    assert opened(place.folder).last_touches({"a.yaml": [2]})["a.yaml", 2].id == first


def test_many_lines_are_asked_for_at_once(place: Place) -> None:
    place.write("a.yaml", lines(3000))
    first = place.commit()
    found = opened(place.folder).last_touches({"a.yaml": range(1, 3001, 2)})
    assert len(found) == 1500
    assert {touch.id for touch in found.values()} == {first}


def test_a_project_below_the_top(place: Place) -> None:
    place.write("年报/a.yaml", lines(3))
    first = place.commit()
    assert opened(place.folder / "年报").last_touches({"a.yaml": [1]})["a.yaml", 1].id == first


def test_a_shallow_clone_is_not_certain(place: Place, tmp_path: Path) -> None:
    for number in range(3):
        place.write("a.yaml", lines(3, n2=f"第{number}次"))
        place.commit()
    Place(tmp_path).git("clone", "-q", "--depth", "2", place.folder.as_uri(), "copy")
    found = opened(tmp_path / "copy").last_touches({"a.yaml": [1, 2]})
    assert [touch.certain for touch in found.values()] == [False, True]


def test_a_name_that_looks_like_an_option(place: Place) -> None:
    place.write("--root", lines(3))
    first = place.commit()
    assert opened(place.folder).last_touches({"--root": [1], "a\0b": [1]})["--root", 1].id == first
