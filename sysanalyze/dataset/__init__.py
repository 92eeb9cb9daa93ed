"""The dataset on disk or in an object store: its tables, its files, and which of them are committed."""
