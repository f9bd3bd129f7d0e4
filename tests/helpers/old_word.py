"""Word files of 1997–2003 made byte by byte, in the ways of the programs that write them: [MS-DOC] in [MS-CFB]."""

import struct
from itertools import pairwise

FREE, END, IN_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR = 512


def ole(streams, kinds=None):
    """Return a file of streams, none of them so short that it would lie in the small sectors."""
    data, starts, table = b"", {}, []

    def put(content):
        nonlocal data
        first, count = len(data) // SECTOR, -(-len(content) // SECTOR)
        data += content.ljust(count * SECTOR, b"\0")
        table.extend([*range(first + 1, first + count), END])
        return first

    for name, content in streams.items():
        starts[name] = put(content.ljust(4096, b"\0")), max(len(content), 4096)
    names = list(streams)
    entries = [_entry("Root Entry", 5, child=1 if names else FREE)]
    entries += [
        _entry(name, 2, *starts[name], right=n + 2 if n + 1 < len(names) else FREE) for n, name in enumerate(names)
    ]
    directory = put(b"".join(entries).ljust(SECTOR * -(-len(entries) * 128 // SECTOR), b"\0"))
    count = 1
    while len(table) + count > count * 128:
        count += 1
    first = len(data) // SECTOR
    table += [IN_TABLE] * count
    table += [FREE] * (count * 128 - len(table))
    data += struct.pack(f"<{len(table)}I", *table)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, count, directory, 0, 4096, END, 0, END, 0)
    return (head + struct.pack(f"<{count}I", *range(first, first + count))).ljust(SECTOR, b"\xff") + data


def _entry(name, kind, start=END, size=0, child=FREE, right=FREE):
    said = name.encode("utf-16-le")
    links = struct.pack("<HBB3I", len(said) + 2, kind, 1, FREE, right, child)
    return said.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def run(text, *properties):
    """Return a text that is set in one way; a property is (code, operand)."""
    return text, b"".join(struct.pack("<H", code) + operand for code, operand in properties)


def para(*runs, style=0, properties=(), mark="\r"):
    """Return a paragraph: its runs and its mark, and how it is set."""
    said = [each if isinstance(each, tuple) else run(each) for each in runs]
    group = b"".join(struct.pack("<H", code) + operand for code, operand in properties)
    return [*said, run(mark)], struct.pack("<H", style) + group


IN_ROW = ((0x2416, b"\1"),)


def table_row(*cells, edges=None, flags=None):
    """Return the paragraphs of a row: its cells, each with its mark, and the mark of the row."""
    paragraphs = [para(cell, properties=IN_ROW, mark="\x07") for cell in cells]
    edges = edges or [1800 * n for n in range(len(cells) + 1)]
    flags = flags or [0] * len(cells)
    said = bytes([len(cells)]) + struct.pack(f"<{len(edges)}h", *edges)
    said += b"".join(struct.pack("<H18x", flag) for flag in flags)
    definition = (0xD608, struct.pack("<H", len(said) + 1) + said)
    return [*paragraphs, para(properties=(*IN_ROW, (0x2417, b"\1"), definition), mark="\x07")]


def word(
    paragraphs,
    narrow=(),
    pieces=None,
    modifiers=(),
    notes=(),
    boxes=(),
    flags=0,
    version=0xC1,
    magic=0xA5EC,
    table="1Table",
):
    """Return a Word file.

    `narrow` are the numbers of paragraphs that are written in bytes of Windows 1252, as Word does where it can.
    `pieces` are pieces of the text in the order that they are read in, each (first place, end, modifier): as of a file
    saved in haste. `notes` and `boxes` are (place, text); a box that hangs on no shape has None. `modifiers` are groups
    of properties that pieces refer to.
    """
    text_at, main = 2048, b""
    places, chars, paras, said = [], [], [], []
    at = 0
    for number, (runs, group) in enumerate(paragraphs):
        is_narrow = number in narrow
        begin = text_at + len(main)
        first = at
        for text, properties in runs:
            start = text_at + len(main)
            main += text.encode("cp1252") if is_narrow else text.encode("utf-16-le")
            at += len(text.encode("utf-16-le")) // 2
            if text:
                chars.append((start, text_at + len(main), properties))
        paras.append((begin, text_at + len(main), group))
        places.append((first, at, (begin * 2) | 0x4000_0000 if is_narrow else begin))
        said.append(at)
    for _, note in (*notes, *boxes):
        begin = text_at + len(main)
        main += f"{note}\r".encode("utf-16-le")
        places.append((at, at + len(note) + 1, begin))
        chars.append((begin, text_at + len(main), b""))
        paras.append((begin, text_at + len(main), b"\0\0"))
        at += len(note) + 1
    ordered = [(start, end, place, 0) for start, end, place in places]
    if pieces:
        ordered, now = [], 0
        for start, end, modifier in pieces:
            first, _, place = next(each for each in places if each[0] <= start < each[1])
            ordered.append((now, now + end - start, place + 2 * (start - first), modifier))
            now += end - start
        at = now
    main = main.ljust(-(-len(main) // SECTOR) * SECTOR, b"\0")
    tables = b""

    def put(content):
        nonlocal tables
        begin = len(tables)
        tables += content
        return begin, len(content)

    found = {12: put(_pages(chars, False, text_at, main)), 13: (0, 0)}
    main += _page_bytes(chars, False)
    found[13] = put(_pages(paras, True, text_at, main))
    main += _page_bytes(paras, True)
    plc = struct.pack(f"<{len(ordered) + 1}I", *[start for start, *_ in ordered], ordered[-1][1])
    plc += b"".join(struct.pack("<HIH", 0, place, modifier) for _, _, place, modifier in ordered)
    prcs = b"".join(b"\1" + struct.pack("<H", len(group)) + group for group in modifiers)
    found[33] = put(prcs + b"\2" + struct.pack("<I", len(plc)) + plc)
    length = said[-1] if not pieces else at
    if notes:
        found[2] = put(
            struct.pack(f"<{len(notes) + 1}I", *[place for place, _ in notes], length) + b"\1\0" * len(notes)
        )
        bounds = [0]
        for _, note in notes:
            bounds.append(bounds[-1] + len(note) + 1)
        found[3] = put(struct.pack(f"<{len(bounds) + 1}I", *bounds, bounds[-1] + 1))
    if boxes:
        placed = [(place, 1025 + n) for n, (place, _) in enumerate(boxes) if place is not None]
        spas = b"".join(struct.pack("<I22x", shape) for _, shape in placed)
        found[40] = put(struct.pack(f"<{len(placed) + 1}I", *[place for place, _ in placed], length) + spas)
        bounds = [0]
        for _, box in boxes:
            bounds.append(bounds[-1] + len(box) + 1)
        records = b"".join(struct.pack("<I10xII", 1, 1025 + n, 0) for n in range(len(boxes)))
        found[56] = put(struct.pack(f"<{len(bounds)}I", *bounds) + records)
    noted = sum(len(note) + 1 for _, note in notes)
    fib = struct.pack("<HH6xH", magic, version, flags | (0x0200 if table == "1Table" else 0)).ljust(32, b"\0")
    fib += struct.pack("<H", 14) + bytes(28) + struct.pack("<H", 22)
    fib += struct.pack("<3I", len(main) + 2048, 0, 0) + struct.pack(
        "<7i", length, noted, 0, 0, 0, 0, at - length - noted
    ).ljust(76, b"\0")
    pairs = b"".join(struct.pack("<2I", *found.get(n, (0, 0))) for n in range(93))
    fib += struct.pack("<H", 93) + pairs
    return ole({"WordDocument": fib.ljust(text_at, b"\0") + main, table: tables})


def _pages(runs, is_para, text_at, main):
    first = (text_at + len(main)) // SECTOR
    groups = _grouped(runs, is_para)
    places = [group[0][0] for group in groups] + [groups[-1][-1][1]]
    return struct.pack(f"<{len(places)}I", *places) + struct.pack(
        f"<{len(groups)}I", *range(first, first + len(groups))
    )


def _grouped(runs, is_para):
    """Return the runs of each page, as many as it has room for."""
    groups, room = [[]], 0
    for each in runs:
        needs = 4 + (13 if is_para else 1) + len(each[2]) + 4
        if room + needs > 480:
            groups.append([])
            room = 0
        groups[-1].append(each)
        room += needs
    return groups


def _page_bytes(runs, is_para):
    pages = b""
    for group in _grouped(runs, is_para):
        page, end = bytearray(SECTOR), SECTOR - 2
        places = [each[0] for each in group] + [group[-1][1]]
        assert all(start < stop for start, stop in pairwise(places))
        struct.pack_into(f"<{len(places)}I", page, 0, *places)
        for n, (_, _, properties) in enumerate(group):
            at = 4 * len(places) + (13 if is_para else 1) * n
            if not properties:
                continue
            if is_para:
                padded = properties if len(properties) % 2 else properties + b"\0"
                record = bytes([(len(padded) + 1) // 2]) + padded
                if len(properties) % 2 == 0:
                    record = bytes([0, len(properties) // 2]) + properties
            else:
                record = bytes([len(properties)]) + properties
            end = (end - len(record)) & ~1
            page[end : end + len(record)] = record
            page[at] = end // 2
        page[-1] = len(group)
        pages += bytes(page)
    return pages
