"""What is asked of a dataset as a whole, and its export to other formats."""
