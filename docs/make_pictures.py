"""The pictures of the docs, made from real output: `python docs/make_pictures.py`.

Needs the extras `plot`, `xlsx` and `browser`, Chromium and a font that shows Chinese; the workbook's picture also
LibreOffice and pdftoppm, and stays as it is without them. Every picture is shown by some page, which a test proves.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
PRIOR, CURRENT = ROOT / "examples" / "data" / "cixi-2022-illustrative.txt", ROOT / "seeds" / "cixi-2023.txt"
SHARED = ROOT.parent / "shared"  # annotated reports; their pictures stay as they are without it
LANGUAGES = ("zh", "en")
sys.path.insert(0, str(ROOT / "tests"))


def main() -> int:
    """Make every picture anew and say how large each became."""
    from playwright.sync_api import sync_playwright

    import reportdiff as rd

    FOLDER.mkdir(exist_ok=True)
    diff = rd.compare(PRIOR, CURRENT)
    for lang in LANGUAGES:
        for kind in ("changes", "slope"):
            save(drawn(diff.plot(kind, lang=lang)), f"{kind}-{lang}.png")
        save(drawn(rd.series(years()).plot(lang=lang)), f"years-{lang}.png")
    if SHARED.is_dir():
        save(calibration(), "calibration-en.png")
        district = rd.series(sorted((SHARED / "reports" / "gwr-hailar").glob("*.txt")))
        save(drawn(district.plot(lang="en", least=5, limit=9)), "district-en.png")
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for lang in LANGUAGES:
            page = Path(diff.to_html(Path(name) / f"{lang}.html", lang=lang)).as_uri()
            save(shot(browser, page), f"page-{lang}.png")
            save(shot(browser, page, row="受理行政复议申请"), f"row-{lang}.png")
            review = Path(diff.to_html(Path(name) / f"review-{lang}.html", lang=lang, review=True)).as_uri()
            save(shot(browser, review, key="j"), f"review-{lang}.png")
            (Path(name) / "terminal.html").write_text(terminal(diff, lang), encoding="utf-8")
            save(shot(browser, (Path(name) / "terminal.html").as_uri(), of="pre"), f"terminal-{lang}.png")
        save(shot(browser, Path(name, "en.html").as_uri(), row="受理行政复议申请", scheme="dark"), "dark-en.png")
        save(shot(browser, Path(name, "zh.html").as_uri(), row="受理行政复议申请", width=400), "narrow-zh.png")
        browser.close()
        if shutil.which("soffice") and shutil.which("pdftoppm"):
            for lang in LANGUAGES:
                save(workbook(diff, Path(name), lang), f"workbook-{lang}.png")
    for path in sorted(FOLDER.glob("*.png")):
        print(f"{path.stat().st_size // 1024:4d} kB  {path.relative_to(ROOT)}")
    return 0


def years() -> list[Any]:
    """Four invented reports of one town, the last with a stated change that its figures do not give."""
    import reportdiff as rd

    rows = ((2020, 90, 150, 1200, ""), (2021, 101, 170, 1250, ""), (2022, 132, 200, 1190, ""))
    lines = [*rows, (2023, 287, 256, 1300, "，同比上升171.42%")]
    text = "海棠市人民政府{}年度报告\n一、主要工作\n全年受理行政复议申请{}件{}。办理跨区通办{}件。公开信息{}条。\n"
    return [rd.parse(text.format(year, a, more, b, c), year=year) for year, a, b, c, more in lines]


def calibration() -> bytes:
    """The share of right pairs against their confidence, as tests/calibration.py counts them."""
    from matplotlib.figure import Figure

    from calibration import BINS, bins_of, judged_pairs

    figure = Figure(figsize=(5.4, 4.4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0.4, 1], [0.4, 1], color="#9aa1a9", linewidth=1, linestyle="--", label="as confident as right")
    every = list(judged_pairs(SHARED))
    shown = (
        ("all annotated pairs", every, "#b3541e"),
        ("without open plans", [p for p in every if not p.is_open], "#1f5fa8"),
    )
    for label, pairs, color in shown:
        points = [point for point, _ in zip(bins_of(pairs), BINS, strict=True) if point[0]]
        axes.plot(
            [mean for _, mean, _ in points], [right for _, _, right in points], color=color, linewidth=1.5, label=label
        )
        for number, mean, right in points:
            axes.scatter(mean, right, s=14 + number, color=color, alpha=0.8)
    last = [point for point in bins_of(shown[0][1]) if point[0]]
    for number, mean, right in last:
        axes.annotate(f"{number}", (mean, right), xytext=(6, -12), textcoords="offset points", fontsize=8, color="#555")
    axes.set(xlabel="confidence of the pair", ylabel="share that is right", xlim=(0.4, 1.03), ylim=(0.4, 1.05))
    axes.legend(loc="lower right", frameon=False, fontsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return drawn(figure)


def drawn(figure: Any) -> bytes:
    """A chart as PNG."""
    held = io.BytesIO()
    figure.savefig(held, format="png", dpi=100)
    return held.getvalue()


def shot(
    browser: Any,
    address: str,
    *,
    row: str = "",
    key: str = "",
    of: str = "",
    scheme: str = "light",
    width: int = 1180,
) -> bytes:
    """A picture of a page, after a click on a metric's row or a key if one is named, or of one element."""
    page = browser.new_page(viewport={"width": width, "height": 820}, color_scheme=scheme)
    page.goto(address)
    if row:
        page.fill("#q", "申请")
        page.locator("#changes").evaluate("section => section.scrollIntoView()")
        page.locator("#table tbody tr", has_text=row).first.locator("button").click()
    if key:
        page.keyboard.press(key)
    taken: bytes = page.locator(of).screenshot() if of else page.screenshot()
    page.close()
    return taken


def terminal(diff: Any, lang: str) -> str:
    """The beginning of the terminal's output, in colour, on a page of its own."""
    from rich.console import Console
    from rich.text import Text

    lines = diff.render("table", lang=lang, width=112, color=True).splitlines()
    table = next(number for number, line in enumerate(lines) if "117.42%" in line)
    console = Console(record=True, width=112, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi("\n".join([*lines[:6], "⋮", *lines[table - 4 : table + 8]])), soft_wrap=True)
    body = console.export_html(inline_styles=True, code_format="{code}")
    # The font draws some signs twice as wide as a terminal does: they get the width of a letter.
    body = "".join(f"<b>{sign}</b>" if east_asian_width(sign) == "A" else sign for sign in body)
    style = (
        "pre { display: inline-block; margin: 0; padding: 14px 18px; background: #fff; color: #1c2024;"
        " font: 13px/1.4 'Noto Sans Mono CJK SC', monospace }"
        " b { display: inline-block; width: 6.5px; font: 10.8px/1 'DejaVu Sans Mono', monospace }"
    )
    return f'<!DOCTYPE html><meta charset="utf-8"><style>{style}</style><pre>{body}</pre>'


def workbook(diff: Any, folder: Path, lang: str) -> bytes:
    """The sheet of changes as LibreOffice prints it."""
    from PIL import Image

    path = diff.to_excel(folder / f"book-{lang}.xlsx", lang=lang)
    order = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", str(folder), path]
    subprocess.run(order, check=True, capture_output=True)
    pages = [
        "pdftoppm",
        "-r",
        "150",
        "-f",
        "2",
        "-l",
        "2",
        "-png",
        str(folder / f"book-{lang}.pdf"),
        str(folder / lang),
    ]
    subprocess.run(pages, check=True)
    image = Image.open(next(folder.glob(f"{lang}-*.png")))
    held = io.BytesIO()
    image.crop((60, 70, image.width - 60, 560)).save(held, format="PNG")
    return held.getvalue()


def save(data: bytes, name: str) -> None:
    """Keep a picture small: no more colours than the eye needs."""
    from PIL import Image

    image = Image.open(io.BytesIO(data)).convert("RGB").quantize(192, dither=Image.Dither.NONE)
    image.save(FOLDER / name, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
