"""Sources as documents: files, folders, archives and records; bytes taken within limits, told apart, decoded.

>>> read_bytes("到位资金".encode("gb18030"), "a.txt")
Document(id='a.txt', text='到位资金', encoding='gb18030', replaced=0, title=None, date=None)
"""

from sysanalyze.read.decode import known_encoding
from sysanalyze.read.extras import missing_extra
from sysanalyze.read.inputs import WHOLE, Input, Rejected, Stretch, inputs, names_from
from sysanalyze.read.opening import opened
from sysanalyze.read.options import Options
from sysanalyze.read.reader import Reader
from sysanalyze.read.sources import MAX_BYTES, ReadError, loss, read_bytes, read_file, read_stream

__all__ = [
    "MAX_BYTES",
    "WHOLE",
    "Input",
    "Options",
    "ReadError",
    "Reader",
    "Rejected",
    "Stretch",
    "inputs",
    "known_encoding",
    "loss",
    "missing_extra",
    "names_from",
    "opened",
    "read_bytes",
    "read_file",
    "read_stream",
]
