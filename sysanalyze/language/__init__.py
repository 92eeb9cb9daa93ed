"""Small pure parsers of Chinese: numbers, units, places, dates, sentences."""
