"""Questions to many articles at once: what they say so often that it may be a slogan; datasets in other formats."""

from sysanalyze.corpus.listing import to_lexicon
from sysanalyze.corpus.mining import Candidate, Miner

__all__ = ["Candidate", "Miner", "to_lexicon"]
