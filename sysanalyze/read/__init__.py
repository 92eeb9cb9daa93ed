"""Files and standard input as documents: bytes taken within a limit, told from binary, decoded.

>>> read_bytes("到位资金".encode("gb18030"), "a.txt")
Document(id='a.txt', text='到位资金', encoding='gb18030', replaced=0)
"""

from sysanalyze.read.decode import known_encoding
from sysanalyze.read.sources import MAX_BYTES, ReadError, loss, read_bytes, read_file, read_stream

__all__ = ["MAX_BYTES", "ReadError", "known_encoding", "loss", "read_bytes", "read_file", "read_stream"]
