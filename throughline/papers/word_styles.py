"""The look of a Word paper: one family of type, the project's sizes, and no surprises of the template."""

from __future__ import annotations

from typing import Any, Final

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

FAMILY: Final = "Arial"
INK, SECOND = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x48, 0x49, 0x49)

STYLES: Final[tuple[tuple[str, float, bool, float, float, bool], ...]] = (
    # name, size in points, bold, space before, space after, quiet
    ("Normal", 11, False, 0, 7, False),
    ("Title", 24, True, 0, 10, False),
    ("Subtitle", 17, False, 0, 18, False),
    ("Heading 1", 20, True, 18, 9, False),
    ("Heading 2", 13, True, 15, 7, False),
    ("Heading 3", 11.5, True, 13, 6, False),
    *((f"Heading {level}", 11, True, 11, 5, False) for level in range(4, 10)),
    ("List Bullet", 11, False, 0, 4, False),
    ("List Number", 11, False, 0, 4, False),
    ("Caption", 9.5, False, 2, 10, True),
    ("Lead", 13.5, False, 0, 12, False),
    ("Note", 9.5, False, 0, 7, True),
    ("Kicker", 9.5, False, 0, 2, True),
    ("Cover line", 15, False, 60, 6, False),
    ("Contents heading", 20, True, 0, 9, False),
    ("Table caption", 9.5, False, 4, 3, True),
    ("Table heading", 9, False, 3, 3, True),
    ("Table text", 10, False, 3, 3, False),
    ("After table", 4, False, 0, 6, False),
    ("Fact", 11, False, 0, 5, False),
    ("Callout", 11, False, 8, 8, False),
    ("Warning", 11, False, 8, 8, False),
    ("Marking", 9, False, 0, 0, False),
    ("Foot", 9, False, 0, 1, True),
    ("Foot note", 7.5, False, 0, 0, True),
    *((f"toc {level}", 11, False, 6 if level == 1 else 1, 1, False) for level in range(1, 10)),
)


def dress(word: WordDocument, *, language: str, width_mm: int, has_cover: bool) -> None:
    """Give every style of the file its look, and the whole file its language.

    ``width_mm`` is the width of the text, in millimetres. A paper without a cover has smaller headings.
    """
    for name, size, bold, before, after, quiet in STYLES:
        style = _style(word, name)
        _letters(style, size=size, bold=bold, colour=SECOND if quiet else INK)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    _particulars(word, width_mm)
    _parts(word, has_cover=has_cover)
    _language(word, language)


def _style(word: WordDocument, name: str) -> Any:
    if name in word.styles:
        return word.styles[name]
    made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc "))
    made.base_style = word.styles["Normal"]
    return made


def _letters(style: Any, *, size: float, bold: bool, colour: RGBColor) -> None:
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = colour
    about = style.element.get_or_add_rPr()
    for old in about.findall(qn("w:rFonts")):
        about.remove(old)
    style.font.name = FAMILY
    for script in ("w:cs", "w:eastAsia"):
        about.find(qn("w:rFonts")).set(qn(script), FAMILY)
    for spaced in about.findall(qn("w:spacing")) + about.findall(qn("w:kern")):
        about.remove(spaced)


def _particulars(word: WordDocument, width_mm: int) -> None:
    styles: Any = word.styles
    for name in ("Title", "Subtitle"):
        for border in styles[name].element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)
    styles["Marking"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot = styles["Foot"].paragraph_format.tab_stops
    foot.add_tab_stop(Mm(width_mm / 2), WD_TAB_ALIGNMENT.CENTER)
    foot.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT)
    for level in range(1, 10):
        shape = styles[f"toc {level}"].paragraph_format
        shape.left_indent = Mm(5 * (level - 1))
        shape.tab_stops.add_tab_stop(Mm(width_mm), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    fact = styles["Fact"].paragraph_format
    fact.left_indent, fact.first_line_indent = Mm(42), Mm(-42)
    for name in ("Kicker", "Table caption"):
        styles[name].paragraph_format.keep_with_next = True
    for name, accent, ground in (("Callout", "0E5A66", "EEF4F5"), ("Warning", "B0231F", "FBEEED")):
        _line(styles[name], "top", accent)
        about = styles[name].element.get_or_add_pPr()
        about.insert_element_before(
            parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{ground}"/>'),
            "w:tabs",
            "w:spacing",
            "w:ind",
            "w:jc",
        )


def _parts(word: WordDocument, *, has_cover: bool) -> None:
    styles: Any = word.styles
    for name in ("Heading 1", "Contents heading"):
        if has_cover:
            _line(styles[name], "bottom", "0E5A66")
        else:
            styles[name].font.size = Pt(15)


def _line(style: Any, side: str, colour: str) -> None:
    about = style.element.get_or_add_pPr()
    border = f'<w:{side} w:val="single" w:sz="18" w:space="3" w:color="{colour}"/>'
    about.insert_element_before(
        parse_xml(f"<w:pBdr {nsdecls('w')}>{border}</w:pBdr>"),
        "w:shd",
        "w:tabs",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )


def _language(word: WordDocument, language: str) -> None:
    for spoken in word.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
    for themed in word.settings.element.iter(qn("w:themeFontLang")):
        themed.set(qn("w:val"), language)
