"""A text in Markdown, as an author types it, as the blocks of a paper.

Raw HTML in the text is shown as words, pictures are left out with their words kept, and a heading
never stands above the paper's own.
"""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from throughline.papers.blocks import Block, Bullets, Heading, Inline, Link, Paragraph, Strong, Table, Text


def from_markdown(words: str, *, top_level: int = 2) -> tuple[Block, ...]:
    """The text as blocks; its highest heading gets ``top_level``, the others follow it down."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tree = SyntaxTreeNode(reader.parse(words))
    levels = [int(node.tag[1]) for node in tree.walk() if node.type == "heading"]
    lowered = top_level - min(levels, default=1)
    return tuple(block for node in tree.children for block in _blocks(node, lowered))


def _blocks(node: SyntaxTreeNode, lowered: int) -> list[Block]:
    if node.type == "heading":
        return [Heading(_words(node), int(node.tag[1]) + lowered)]
    if node.type == "paragraph":
        return [Paragraph(_text(node))]
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(item for child in node.children for item in _items(child))
        return [Bullets(items, numbered=node.type == "ordered_list")]
    if node.type == "table":
        return [_table(node)]
    if node.type in ("fence", "code_block", "html_block"):
        return [Paragraph(node.content.rstrip("\n"))]
    return [block for child in node.children for block in _blocks(child, lowered)]


def _items(item: SyntaxTreeNode) -> list[Text]:
    """The lines of one item; what is nested in it follows as items of the same list."""
    found: list[Text] = []
    for child in item.children:
        if child.type in ("bullet_list", "ordered_list"):
            found.extend(line for nested in child.children for line in _items(nested))
        elif child.type == "paragraph":
            found.append(_text(child))
        else:
            found.append(_words(child))
    return found


def _table(node: SyntaxTreeNode) -> Table:
    rows = [[_text(cell) for cell in row.children] for part in node.children for row in part.children]
    columns = tuple(_words(cell) for cell in node.children[0].children[0].children)
    right = [
        position
        for position, cell in enumerate(node.children[0].children[0].children)
        if cell.attrs.get("style") == "text-align:right"
    ]
    return Table(
        caption="Table: " + ", ".join(column for column in columns if column),
        columns=columns,
        rows=tuple(tuple(row) for row in rows[1:]),
        numeric=tuple(right),
        empty="This table has no rows.",
    )


def _text(node: SyntaxTreeNode) -> Text:
    found = tuple(part for child in node.children for part in _inline(child))
    return found[0] if len(found) == 1 else found or ""


def _inline(node: SyntaxTreeNode) -> Sequence[Inline]:
    if node.type in ("text", "code_inline", "html_inline"):
        return [node.content]
    if node.type == "softbreak":
        return [" "]
    if node.type == "hardbreak":
        return ["\n"]
    if node.type == "strong":
        return [Strong(_words(node))]
    if node.type == "link":
        return [Link(_words(node), str(node.attrs.get("href", "")))]
    if node.type == "image":
        return [node.content]
    return [part for child in node.children for part in _inline(child)]


def _words(node: SyntaxTreeNode) -> str:
    if node.type in ("text", "code_inline", "html_inline", "image", "fence", "code_block"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return "".join(_words(child) for child in node.children)
