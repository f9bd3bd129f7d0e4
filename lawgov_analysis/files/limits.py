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

# Reading a file: seconds of a processor, gigabytes, seconds by the clock.
READING = Limits(seconds=60, gigabytes=1)
# Recognising a scan: its pages take some seconds each, on all processors.
RECOGNISING = Limits(seconds=4800, gigabytes=3, clock=1500)
# A text of so many bytes is read without a process of its own: nothing of it is C, and what it takes is linear.
MAX_HERE = MB // 4

# Of a web page: elements, and columns that a cell spans.
MAX_ELEMENTS, MAX_SPAN = 100_000, 100_000
# Of the style sheets within it: rules, and how often an element is held against one.
MAX_STYLE_RULES, MAX_STYLE_TESTS = 5_000, 1_000_000
# Of a web archive: parts, lines, bytes of one head, and how deep parts stand within parts.
MAX_PARTS, MAX_LINES, MAX_HEAD, MAX_PART_DEPTH = 10_000, 3_000_000, 10_000, 20

# Of Office's packages: files in one, bytes that all and that the XML unpack to.
MAX_MEMBERS, MAX_UNPACKED, MAX_XML = 5_000, 200 * MB, 30 * MB
# Of the numbers before the paragraphs of a Word file: characters of one, the largest that is written in letters.
MAX_MARK, MAX_LETTERED = 60, 780

# Of a PDF or an OFD: pages; of its drawings: objects of a page, and how deep they stand within forms.
MAX_PAGES, MAX_PAGE_OBJECTS, MAX_FORM_DEPTH = 600, 20_000, 3
# Of a scan: pages, pixels of a picture.
MAX_SCANNED_PAGES, MAX_PICTURE_PIXELS = 60, 100_000_000

# Of an archive that several reports are sent in: all of it, one file, and how far a large one may be packed.
MAX_SENT, MAX_ONE = 1000 * MB, 100 * MB
MAX_RATIO, MIN_OF_RATIO = 200, 20 * MB
