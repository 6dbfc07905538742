"""What was seen of a file, as values: nothing is odd unless it is said."""

from spbe_index.core.inspection import HeadingSeen, SheetSeen, Some


def test_a_sheet_is_plain_unless_it_is_said():
    sheet = SheetSeen("Penilaian")
    assert (sheet.state, sheet.locked, sheet.reach, sheet.cells) == ("visible", False, "", 0)
    assert sheet.errors == sheet.hidden_rows == Some(0, ())


def test_a_heading_is_not_understood_unless_it_is_said():
    assert HeadingSeen("A1", "Volume", "not understood")[3:] == ("", "", None, False)
