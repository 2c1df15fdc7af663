"""The cache of templates: what is kept is the same, and what is damaged, old or another's is not used."""

from __future__ import annotations

import hashlib
import marshal
import os
import subprocess
import sys
from pathlib import Path

import pytest

from report_kit.ooxml.standard_template import standard_template
from report_kit.render import cache as cache_module
from report_kit.render import compile_template, render_report
from tests.unit.render.factory import sample, template, xml_of

DATA = standard_template()
ROOT = Path(__file__).parents[3]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def only_file(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_what_is_kept_is_what_was_compiled(folder) -> None:
    first = compile_template("a.docx", DATA, folder)
    again = compile_template("b.docx", DATA, folder)
    assert again == first._replace(name="b.docx", places=first.places._replace(name="b.docx"))
    assert cache_module.kept("b.docx", DATA, folder) is not None
    drafts = [render_report(sample(), compiled).draft for compiled in (first, again)]
    assert xml_of(drafts[0]) == xml_of(drafts[1])
    assert drafts[0].static == drafts[1].static


def test_another_template_is_another_entry(folder) -> None:
    compile_template("a.docx", DATA, folder)
    assert cache_module.kept("a.docx", template("甲"), folder) is None


@pytest.mark.parametrize("change", ["cut", "bit", "empty", "text", "digest only"])
def test_a_damaged_entry_is_ignored_and_replaced(folder, change) -> None:
    compile_template("a.docx", DATA, folder)
    file = only_file(folder)
    good = file.read_bytes()
    bad = {
        "cut": good[:-1],
        "bit": good[:100] + bytes([good[100] ^ 1]) + good[101:],
        "empty": b"",
        "text": b"x" * len(good),
        "digest only": good[:32],
    }[change]
    file.write_bytes(bad)
    assert cache_module.kept("a.docx", DATA, folder) is None
    assert compile_template("a.docx", DATA, folder).usable
    assert only_file(folder).read_bytes() == good


def test_an_entry_of_another_shape_is_ignored(folder) -> None:
    """Its digest is right, its content is not what we write."""
    compile_template("a.docx", DATA, folder)
    for content in ({}, (1, 2, 3, 4), ({"a": (1,)}, {}, {}, {"a": [(1,)]}), b"x"):
        packed = marshal.dumps(content)
        only_file(folder).write_bytes(hashlib.sha256(packed).digest() + packed)
        assert cache_module.kept("a.docx", DATA, folder) is None


def test_an_entry_of_other_programs_is_not_found(folder, monkeypatch) -> None:
    compile_template("a.docx", DATA, folder)
    monkeypatch.setattr(cache_module, "_programs", lambda: "another version")
    assert cache_module.kept("a.docx", DATA, folder) is None


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps a user's folders private by itself")
def test_a_folder_others_can_write_to_is_neither_read_nor_written(folder) -> None:
    compile_template("a.docx", DATA, folder)
    folder.chmod(0o777)
    assert cache_module.kept("a.docx", DATA, folder) is None
    compile_template("b.docx", template("甲"), folder)
    assert len(list(folder.iterdir())) == 1


def test_a_cache_that_cannot_be_made_is_no_problem(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    assert compile_template("a.docx", DATA, tmp_path / "file" / "cache").usable
    assert compile_template("a.docx", DATA, tmp_path / "file").usable


def test_templates_with_remarks_are_not_kept(folder) -> None:
    compile_template("a.docx", template("{{ titel }}"), folder)
    compile_template("a.docx", template("{% if to %}", "{% endif %}"), folder)
    assert not folder.exists()


def test_old_entries_go(folder) -> None:
    for number in range(12):
        compile_template("a.docx", template(f"{{{{ title }}}}{number}"), folder)
    assert len(list(folder.iterdir())) == 8


def test_a_warm_run_imports_neither_docxtpl_nor_lxml(folder) -> None:
    (folder.parent / "t.docx").write_bytes(DATA)
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, '.')\n"
        "from report_kit.render import compile_template, render_report\n"
        "from tests.unit.render.factory import sample\n"
        "compiled = compile_template('t.docx', Path(sys.argv[1]).read_bytes(), Path(sys.argv[2]))\n"
        "assert render_report(sample(), compiled).draft\n"
        "print([m for m in ('docxtpl', 'docx', 'lxml') if m in sys.modules])"
    )
    seen = [
        subprocess.run(
            [sys.executable, "-c", code, folder.parent / "t.docx", folder],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for _ in range(2)
    ]
    assert seen == ["['docxtpl', 'docx', 'lxml']", "[]"]


def test_importing_the_package_imports_no_engine() -> None:
    code = "import sys, report_kit.render; print([m for m in ('jinja2', 'docxtpl', 'docx', 'lxml', 'babel') if m in sys.modules])"
    out = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
