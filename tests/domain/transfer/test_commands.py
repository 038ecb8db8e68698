"""The commands that take files in and out."""

import openpyxl
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError


def test_an_export_without_a_name_says_what_there_is(world):
    with pytest.raises(CommandError, match="small"):
        call_command("export")
    with pytest.raises(CommandError, match="small"):
        call_command("export", "nowhere")


def test_a_template_is_chinese_unless_said(world, tmp_path):
    call_command("export", "--template", "--out", str(tmp_path / "empty.xlsx"))
    call_command("export", "--template", "zh", "--out", str(tmp_path / "zh.xlsx"))
    names = [openpyxl.load_workbook(tmp_path / name).sheetnames for name in ("empty.xlsx", "zh.xlsx")]
    assert names[0] == names[1] and "活动" in names[0]
    with pytest.raises(CommandError, match="Problems found: 1"):
        call_command("import", str(tmp_path / "zh.xlsx"), "--check")
