"""What a file is, told by its first bytes, and by its name where bytes cannot tell."""

from __future__ import annotations

import re

HEAD = 65_536  # bytes that are looked at
TEXT_NAMES = (".txt", ".text", ".md")
SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PK\x07\x08", "zip"),  # the first of a split archive
    (b"\x1f\x8b", "gz"),
    (b"BZh", "bz2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zst"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
)
PACKED = re.compile(r"\.(?:gz|bz2|xz|zst)$|(?<=\.t)(?:gz|bz2|xz|zst)$", re.IGNORECASE)
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
TAG = re.compile(rb"<(?:!|/?[a-z])", re.IGNORECASE)
PAGE_NAME = re.compile(r"\.(?:[sx]?html?|aspx?|jsp|php)$", re.IGNORECASE)
JSON_NAME = re.compile(r"\.(?:jsonl|ndjson|jl|json)$", re.IGNORECASE)
TABLE_NAME = re.compile(r"\.(?:csv|tsv)$", re.IGNORECASE)
RECORD = re.compile(rb"\s*\{\s*\"")
ONE_VALUE = re.compile(rb"\s*(?:\[|\{[ \t]*\r?\n)")  # a list over the whole file, or an object over several lines
MARKS = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)")


def kind_of(head: bytes, name: str) -> str:
    """One of `text html pdf zip tar gz bz2 xz zst warc parquet ole json jsonl csv`.

    A name that ends in .txt says that the file is a text: an archive or PDF under such a name is refused later on as
    binary, not opened. A page is a page under any name.

    Args:
        head: the first bytes.
        name: of the file or member, without the endings of compressions that were taken off.

    >>> kind_of(b"%PDF-1.7", "a"), kind_of(b"%PDF-1.7", "a.txt"), kind_of(b"<!DOCTYPE html>", "a.txt")
    ('pdf', 'text', 'html')
    """
    bare = MARKS.sub(b"", head[:4096]).replace(b"\x00", b"")
    lower = name.lower()
    if PAGE.match(bare):
        return "html"
    if lower.endswith(TEXT_NAMES):
        return "text"
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if _is_tar(head):
        return "tar"
    if PAGE_NAME.search(lower) and TAG.search(bare):
        return "html"
    if JSON_NAME.search(lower):
        return "json" if lower.endswith(".json") and ONE_VALUE.match(bare) else "jsonl"
    if TABLE_NAME.search(lower):
        return "csv"
    return "jsonl" if RECORD.match(bare) and not lower.rpartition("/")[2].count(".") else "text"


def unpacked_name(name: str) -> str:
    """The name of what a compressed file holds.

    >>> unpacked_name("news.jsonl.gz"), unpacked_name("a.tgz")
    ('news.jsonl', 'a.t')
    """
    return PACKED.sub("", name)


def _is_tar(head: bytes) -> bool:
    """Whether the bytes begin with a tar header: its checksum is right."""
    block = head[:512]
    if len(block) < 512 or not block[0]:
        return False
    try:
        stated = int(block[148:156].strip(b" \x00") or b"-", 8)
    except ValueError:
        return False
    return stated == sum(block[:148]) + 8 * 32 + sum(block[156:])
