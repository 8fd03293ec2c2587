"""The command line speaks the language that was asked for: help, usage errors, and the choice of the language itself."""

import re

import pytest
import typer
from typer.testing import CliRunner

from shopscore.cli import app
from shopscore.console.command_line import language_asked_for

COMMANDS = ("root ", "shopscore backup", "show all tables")
HAN = re.compile(r"[\u4e00-\u9fff]")


def run(*arguments: str, **environment: str):
    return CliRunner().invoke(app, list(arguments), env={"SHOPSCORE_LANG": None, "LC_ALL": "C", **environment})


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--lang", "zh", "explain", "A"], "zh"),
        (["explain", "A", "--lang=zh"], "zh"),
        (["--lang", "zh", "explain", "A", "--lang", "en"], "en"),
        (["sql", "--", "--lang", "zh"], None),
        (["explain", "--lang"], None),
        (["explain", "--language", "zh"], None),
    ],
)
def test_the_language_stands_before_or_after_the_command(arguments, word):
    assert language_asked_for(arguments) == word


def test_the_option_goes_before_the_variable_and_that_before_the_locale():
    assert "用法" in run("explain", "--help", "--lang", "zh", SHOPSCORE_LANG="en").stdout
    assert "Usage" in run("explain", "--help", SHOPSCORE_LANG="en", LC_ALL="zh_CN.UTF-8").stdout
    assert "用法" in run("explain", "--help", LC_ALL="zh_CN.UTF-8").stdout
    assert "Usage" in run("explain", "--help").stdout


@pytest.mark.parametrize("where", [["--lang", "fr"], ["status", "--lang", "fr"]])
def test_a_language_that_is_not_spoken_is_refused_and_the_two_are_named(where):
    result = run(*where)
    assert result.exit_code == 2
    assert "'fr' is not a language that shopscore speaks" in result.stderr
    assert "没有“fr”这种语言" in result.stderr
    assert result.stderr.count("en, zh") == 2


def test_the_variable_is_refused_alike():
    result = run("status", SHOPSCORE_LANG="fr")
    assert (result.exit_code, "'fr'" in result.stderr) == (2, True)


@pytest.mark.parametrize("name", ["", *typer.main.get_command(app).commands])
def test_a_help_page_is_whole_in_either_language(name):
    chinese = run(*filter(None, [name]), "--help", "--lang", "zh").stdout
    assert "…" not in chinese
    for command in COMMANDS:
        chinese = chinese.replace(command, "")
    # What is left in Latin letters are names: of commands, options, types, variables, files.
    words = re.findall(r"(?<![-_\w<|.{\[])[a-z]{3,}(?: [a-z]{3,})+", chinese)
    assert not words
    assert not HAN.search(run(*filter(None, [name]), "--help", "--lang", "en").stdout)


@pytest.mark.parametrize(
    ("arguments", "english", "chinese"),
    [
        (["explain", "--lag"], "No such option: --lag (possible options: --lang)", "没有选项 --lag（是不是 --lang？）"),
        (["explai"], "No such command: explai. Did you mean 'explain'?", "没有命令 explai，是不是 'explain'？"),
        (["sql"], "Missing argument: query", "缺少参数 query"),
        (["sql", "a", "b"], "Unexpected: b", "多余的参数：b"),
        (["scoreboard", "--date", "x"], "--date: 'x' is not a date", "--date：“x”不是日期"),
        (["sample", "--shops", "0"], "--shops: the least it takes is 1", "--shops：最小为 1"),
        (["sample", "--shops", "a"], "--shops: give a whole number", "--shops：请写整数"),
        (["sql", "a", "--timeout", "a"], "--timeout: give a number", "--timeout：请写数字"),
        (["sql", "a", "--format", "b"], "--format: 'b' is not one of 'table', 'csv'", "--format：“b”不在可选范围内"),
        (["sql", "a", "--timeout"], "--timeout needs a value", "--timeout 后面要写一个值"),
        (["status", "--json=1"], "--json takes no value", "--json 不带值"),
    ],
)
def test_a_usage_error_is_one_line_in_either_language(arguments, english, chinese):
    for language, text in (("en", english), ("zh", chinese)):
        result = run("--lang", language, *arguments)
        assert result.exit_code == 2
        assert f"shopscore: {text}" in result.stderr


def test_the_shell_is_told_the_commands_and_the_languages():
    environment = {"_SHOPSCORE_COMPLETE": "complete_bash", "COMP_WORDS": "shopscore sta", "COMP_CWORD": "1"}
    assert CliRunner().invoke(app, [], prog_name="shopscore", env=environment).stdout.split() == ["status"]
    environment |= {"COMP_WORDS": "shopscore status --lang ", "COMP_CWORD": "3"}
    assert CliRunner().invoke(app, [], prog_name="shopscore", env=environment).stdout.split() == ["en", "zh"]
