"""Limits: what size of a file of others is read; docs/limits.md says why, and a test holds it against this module.

A report is some hundred kilobytes of text with its pictures. Each limit is far above what was ever published, and low
enough that what reaches it is read, or refused, in seconds and in the memory of an office's computer.
"""

from .limited import Limits

MB = 2**20

# Any file; a page or an XML; a text.
MAX_BYTES, MAX_PAGE_BYTES, MAX_TEXT_BYTES = 100 * MB, 20 * MB, 8 * MB
# Of the text that a reader finds.
MAX_CHARACTERS = 2_000_000

# Reading a file: seconds of a processor, more of a large file, up to a minute; and gigabytes.
SECONDS, SECONDS_A_MB, MAX_SECONDS, MAX_GIGABYTES = 20, 4, 60, 1
# Recognising a scan: its pages take some seconds each, on all processors.
MAX_SCAN_SECONDS, MAX_SCAN_GIGABYTES = 1200, 3
RECOGNISING = Limits(4 * MAX_SCAN_SECONDS, MAX_SCAN_GIGABYTES, clock=MAX_SCAN_SECONDS)
# A text of so many bytes is read without a process of its own: nothing of it is C, and what it takes is linear.
MAX_HERE = MB // 4

# Of a web page: elements, and columns that a cell spans.
MAX_ELEMENTS, MAX_SPAN = 100_000, 100_000
# Of the style sheets within it: rules, and how often an element is held against one.
MAX_STYLE_RULES, MAX_STYLE_TESTS = 5_000, 1_000_000
# Of a web archive: parts, lines, bytes of one head.
MAX_PARTS, MAX_LINES, MAX_HEAD = 10_000, 3_000_000, 10_000

# Of Office's packages: files in one, bytes that all and that the XML unpack to, tags of one XML.
MAX_MEMBERS, MAX_UNPACKED, MAX_XML, MAX_TAGS = 5_000, 200 * MB, 30 * MB, 1_500_000
# Of the numbers before the paragraphs of a Word file: characters of one, the largest that is written in letters.
MAX_MARK, MAX_LETTERED = 60, 780

# Of a PDF or an OFD: pages; of the drawing of one: objects, and how deep they stand within forms.
MAX_PAGES, MAX_PAGE_OBJECTS, MAX_FORM_DEPTH = 600, 20_000, 3
# Of a scan: pages, pixels of a picture.
MAX_SCANNED_PAGES, MAX_PICTURE_PIXELS = 60, 100_000_000

# Of an archive that several reports are sent in: all of it, one file, and how far a large one may be packed.
MAX_SENT, MAX_ONE = 1000 * MB, 100 * MB
MAX_RATIO, MIN_OF_RATIO = 200, 20 * MB

# Of a table of the data, or a notebook; of a table that came back from Excel: bytes, rows, columns.
MAX_DATA_BYTES, MAX_TABLE_BYTES = 200 * MB, 50 * MB
MAX_ROWS, MAX_COLUMNS = 20_000, 200
# Of a sentence: figures, where marks part them, and where none does. One with more is a list or a table.
MAX_FIGURES, MAX_UNMARKED = 150, 300


def reading(size: int) -> Limits:
    """Return the limits of reading a file of so many bytes.

    Examples
    --------
    >>> reading(100_000).seconds, reading(50 * MB).seconds
    (20.38..., 60)
    """
    return Limits(min(SECONDS + SECONDS_A_MB * size / MB, MAX_SECONDS), MAX_GIGABYTES)
