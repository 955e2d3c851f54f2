"""The part of OpenDocument 1.3 (OASIS, part 3) that our files use: what may stand in what, in which order."""

from itertools import pairwise

from lxml import etree

PREFIXES = {
    "office:1.0": "office",
    "style:1.0": "style",
    "text:1.0": "text",
    "table:1.0": "table",
    "drawing:1.0": "draw",
    "svg-compatible:1.0": "svg",
    "datastyle:1.0": "number",
    "config:1.0": "config",
}
PROPERTIES = [
    f"style:{kind}-properties"
    for kind in ("table", "table-column", "table-row", "table-cell", "graphic", "paragraph", "text")
]
INLINE = {
    "draw:frame",
    "text:a",
    "text:bookmark",
    "text:line-break",
    "text:page-number",
    "text:s",
    "text:span",
    "text:tab",
}
BLOCKS = {"table:table", "text:h", "text:list", "text:p", "text:table-of-content"}
FIXED = {  # these children, in this order, each as often as wanted
    "office:document-content": ["office:automatic-styles", "office:body"],
    "office:document-styles": ["office:styles", "office:automatic-styles", "office:master-styles"],
    "office:document-meta": ["office:meta"],
    "office:document-settings": ["office:settings"],
    "office:settings": ["config:config-item-set"],
    "office:body": ["office:text", "office:spreadsheet"],
    "office:spreadsheet": ["table:table"],
    "office:master-styles": ["style:master-page"],
    "style:style": PROPERTIES,
    "style:default-style": PROPERTIES,
    "style:page-layout": ["style:page-layout-properties", "style:header-style", "style:footer-style"],
    "style:header-style": ["style:header-footer-properties"],
    "style:footer-style": ["style:header-footer-properties"],
    "style:master-page": ["style:header", "style:footer"],
    "style:list-level-properties": ["style:list-level-label-alignment"],
    "text:list-level-style-bullet": ["style:list-level-properties", "style:text-properties"],
    "text:list-level-style-number": ["style:list-level-properties", "style:text-properties"],
    "text:table-of-content": ["text:table-of-content-source", "text:index-body"],
    "text:table-of-content-source": ["text:index-title-template", "text:table-of-content-entry-template"],
    "table:table": ["table:table-column", "table:table-header-rows", "table:table-row"],
    "table:table-header-rows": ["table:table-row"],
    "table:table-row": ["table:table-cell"],
    "draw:frame": ["draw:image", "svg:title", "svg:desc"],
    "number:number-style": ["number:text", "number:number"],
    "number:percentage-style": ["number:number", "number:text"],
    "config:config-item-map-indexed": ["config:config-item-map-entry"],
    "config:config-item-map-named": ["config:config-item-map-entry"],
}
FREE = {  # these children, in any order
    "office:automatic-styles": {
        "style:style",
        "style:page-layout",
        "number:number-style",
        "number:percentage-style",
        "text:list-style",
    },
    "office:styles": {"style:style", "style:default-style", "text:list-style"},
    "office:text": BLOCKS,
    "style:header": {"text:p"},
    "style:footer": {"text:p"},
    "text:h": INLINE,
    "text:p": INLINE,
    "text:a": INLINE,
    "text:span": INLINE,
    "text:list": {"text:list-item"},
    "text:list-item": {"text:p", "text:h", "text:list"},
    "text:list-style": {"text:list-level-style-bullet", "text:list-level-style-number"},
    "text:index-body": {"text:index-title", "text:p"},
    "text:index-title": {"text:p"},
    "table:table-cell": {"text:p", "text:list"},
    "config:config-item-set": {"config:config-item", "config:config-item-map-indexed"},
    "config:config-item-map-entry": {"config:config-item", "config:config-item-map-named"},
}  # fmt: skip


def named(tag):
    """Return `prefix:name`, as the standard writes it; a name of another vocabulary alone."""
    space, _, name = tag.rpartition("}")
    prefix = PREFIXES.get(space.removeprefix("{urn:oasis:names:tc:opendocument:xmlns:"))
    return f"{prefix}:{name}" if prefix else name


def misplaced(root):
    """Yield each element that stands where the standard does not let it, or after what must follow it."""
    for element in root.iter(etree.Element):
        parent, children = named(element.tag), [named(child.tag) for child in element]
        if parent == "table:table-row" and not children:
            yield "table:table-row without a cell"
        if parent in FIXED:
            order = FIXED[parent]
            yield from (f"{parent}/{child}" for child in children if child not in order)
            known = [order.index(child) for child in children if child in order]
            yield from (f"{parent}: {order[after]} too late" for before, after in pairwise(known) if before > after)
        elif parent in FREE:
            yield from (f"{parent}/{child}" for child in children if child not in FREE[parent])
        elif children and parent != "office:meta":
            yield f"{parent} holds {children[0]}"


def attributes(root):
    """Yield (element, attribute, value), both named."""
    for element in root.iter(etree.Element):
        yield from ((named(element.tag), named(name), value) for name, value in element.attrib.items())


def ragged(root, *, is_text):
    """Yield the tables with a row wider than their columns; in a text, no row may be narrower either."""
    repeated = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}number-columns-repeated"
    for table in (each for each in root.iter(etree.Element) if named(each.tag) == "table:table"):
        wide = {name: [] for name in ("table:table-column", "table:table-row")}
        for element in table.iter(etree.Element):
            if named(element.tag) == "table:table-row":
                wide["table:table-row"].append(sum(int(cell.get(repeated, 1)) for cell in element))
            elif named(element.tag) == "table:table-column":
                wide["table:table-column"].append(int(element.get(repeated, 1)))
        columns, rows = sum(wide["table:table-column"]), wide["table:table-row"]
        if max(rows) > columns or (is_text and min(rows) < columns):
            yield wide
