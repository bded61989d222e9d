"""Letters of a PDF page: what is no word of the report is left out, and what belongs to a line stays in it."""

from __future__ import annotations

import io

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from twins import FONT

from reportdiff.reading import read_document


def test_watermarks_and_marks_of_notes_are_left_out() -> None:
    """Letters that run aslant, and a small raised ① or 3 behind a word, are no words of the report; m² stays one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.saveState()
    canvas.setFont(FONT, 40)
    canvas.translate(300, 600)
    canvas.rotate(45)
    canvas.drawCentredString(0, 0, "内部资料")
    canvas.restoreState()
    x = 72.0
    for words in ("新增就业5120人", "①", "，受理申请287件", "3", "，绿地3米", "2", "，办结", "[4]", "9件。"):
        small = len(words) < 4 and "件" not in words and "，" not in words
        canvas.setFont(FONT, 6 if small else 12)
        canvas.drawString(x, 785 if small else 780, words)
        x += pdfmetrics.stringWidth(words, FONT, 6 if small else 12)
    canvas.save()
    assert read_document(out.getvalue(), name="a.pdf").text == "新增就业5120人，受理申请287件，绿地3米2，办结9件。\n"


def test_blanks_drawn_under_figures_part_nothing() -> None:
    """A row of blanks under a figure ("5 , 480") tears no digit off it; a blank between two words stays one."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.setFont(FONT, 12)
    canvas.drawString(72, 800, "青禾环保股份有限公司2023年年度报告")
    for number, row in enumerate((("项目", "本期", "小计"), ("股本", "5,480,136.69", "5,480,136.69"))):
        for column, words in enumerate(row):
            x, y = 70 + 150 * column, 700 - 30 * number
            if number:
                canvas.drawString(x - 8, y, " " * 5)
            canvas.drawString(x, y, words)
        canvas.rect(64, 690 - 30 * number, 450, 30)
    for column in (1, 2):
        canvas.line(64 + 150 * column, 660, 64 + 150 * column, 720)
    canvas.save()
    assert "| 股本 | 5,480,136.69 | 5,480,136.69 |" in read_document(out.getvalue(), name="a.pdf").text


def test_letters_stay_on_their_line_in_a_font_that_states_a_wrong_descent() -> None:
    """Digits of a font that is said to reach a letter's height below its line stand among the words around them."""
    digits = "HeiseiMin-W3"
    pdfmetrics.registerFont(UnicodeCIDFont(digits))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for y, pieces in (
        (780, ("全年受理申请", "２８７", "件，同比上升", "１１７.４２％", "；")),
        (764, ("办结", "２５４", "件。")),
    ):
        x = 72.0
        for words in pieces:
            font = FONT if words[0].isalpha() or words == "；" else digits
            canvas.setFont(font, 12)
            canvas.drawString(x, y, words)
            x += 12 * len(words)
    canvas.save()
    stated = b"/Descent -241"
    assert out.getvalue().count(stated) == 1
    content = out.getvalue().replace(stated, b"/Descent -981")
    text = read_document(content, name="a.pdf").text.replace(" ", "")
    assert text == "全年受理申请２８７件，同比上升１１７.４２％；办结２５４件。\n"


def test_the_page_number_between_dashes_is_the_last_line_of_its_page() -> None:
    """Official documents print it well above the foot; a number between dashes elsewhere stays."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in (1, 2):
        canvas.setFont(FONT, 12)
        canvas.drawString(72, 700, f"第{page}次会议审议的报告提出办结案件254件。")
        canvas.drawString(72, 650, "— 7 —")
        canvas.drawString(72, 600, "全年受理申请287件。")
        canvas.drawString(300, 110, f"— {page} —")
        canvas.showPage()
    canvas.save()
    text = read_document(out.getvalue(), name="a.pdf").text
    assert text.count("— 7 —") == 2
    assert not any(number in text for number in ("— 1 —", "— 2 —"))
