"""docs/commands.md is the help of every command, word for word; docs/library.md runs.

``make update`` writes the page, and what the examples print, anew.
"""

from __future__ import annotations

import io
import os
import re
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

import cli
import report_kit
from report_kit.commands import NAMES
from report_kit.show.width import width

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCS = Path(__file__).resolve().parents[3] / "docs"
HEAD = """# 命令

命令都在项目文件夹（含有 data 文件夹的那一层，或它下面的任何文件夹）里运行；audit 在哪里都能用。

退出码：0 没有错误（只有待补的数字也是 0）· 1 读到了，有错误 · 2 命令写得不对，或者文件缺失、读不出来、
超过限度 · 70 程序自身出错（设 REPORT_DEBUG=1 可看经过）· 130 被 Ctrl-C 中止 · 141 输出的管道已关闭。

环境变量：REPORT_LANG（zh 或 en）· REPORT_CACHE=off 不用缓存 · NO_COLOR 不用颜色 · REPORT_DEBUG=1 显示程序出错的经过。

每个命令的说明如下，加 --lang en 可看英文。
"""


AUDIT = """
能核对的文件：.docx（正文、表格、文本框、内容控件、脚注尾注、页眉页脚；有修订的按接受修订读，批注不算）、.txt 和 .md
（UTF-8，或带标记的 UTF-16）。GBK 编码、加了密码的、旧的 .doc、PDF、大于 8 MB 的文字文件、多于200万字的，说明原因，
退出码为 2。位置写作“文件:行:列”，.docx 的行是第几段，脚注、页眉等写作“文件#脚注”。被网站分页编号切断、
在固定宽度处换行的文字，确凿无疑的先接上再核对，并加以说明（F130）。

文中没有写明总结的是哪一年、成文日期是哪天，又没有用 --year、--date 写明的，有关年份的规则不作判断。

例外清单是一份 YAML，和 report.yaml 的 allow 写法相同，只是用 text 代替 fact，照抄句子里的几个字；不写 text 的对全文有效：

```yaml
allow:
- {code: N112, text: 集中供养率达到61%, reason: 分母涉密，经办公室核实}
- {code: D203, reason: 讲话稿，不写日期}
```
"""


def commands() -> Iterator[str]:
    """Every command, and behind a group those in it."""
    context = click.Context(cli.application)
    for name in NAMES:
        yield name
        command = cli.application.get_command(context, name)
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in command.list_commands(context))


COMMANDS = tuple(commands())


def commands_page() -> str:
    """The page as it should be."""
    parts = [HEAD, f"```\n{help_of([])}```\n"]
    parts += [
        f"## report {name}\n\n```\n{help_of(name.split())}```\n" + (AUDIT if name == "audit" else "")
        for name in COMMANDS
    ]
    return "\n".join(parts)


def help_of(command: list[str]) -> str:
    stream = io.StringIO()
    with redirect_stdout(stream):
        assert cli.run([*command, "--help"]) == 0
    return stream.getvalue()


def test_the_page_of_commands_is_current(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORT_LANG", raising=False)
    path = DOCS / "commands.md"
    if os.environ.get("UPDATE"):
        path.write_text(commands_page(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == commands_page()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_fits_a_terminal(name: str) -> None:
    for line in help_of(name.split()).split("\n"):
        assert width(line) <= 80, line


def test_the_example_of_the_library_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every ```python block is run in order in one folder; a ```text block after it is what it prints."""
    monkeypatch.chdir(tmp_path)
    path = DOCS / "library.md"
    page = path.read_text(encoding="utf-8")
    assert page.count("```text\n") >= 3
    names: dict[str, object] = {}
    printed = ""

    def as_run(block: re.Match[str]) -> str:
        nonlocal printed
        if block[1] == "text":
            shown, printed = printed, ""
            return f"```text\n{shown}```\n"
        assert not printed, "what is printed is shown"
        stream = io.StringIO()
        with redirect_stdout(stream):
            exec(compile(block[2], "library.md", "exec"), names)
        printed = stream.getvalue()
        return block[0]

    run = re.sub(r"```(python|text)\n(.*?)```\n", as_run, page, flags=re.DOTALL)
    assert not printed
    if os.environ.get("UPDATE"):
        path.write_text(run, encoding="utf-8", newline="\n")
    assert run == path.read_text(encoding="utf-8")


def test_every_public_name_can_be_imported_and_is_explained() -> None:
    for name in report_kit.__all__:
        assert getattr(report_kit, name).__doc__, name
    homes = [name for _, names in report_kit._HOMES for name in names]
    assert sorted(homes) == sorted(report_kit.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = report_kit.nothing
