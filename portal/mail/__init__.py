"""Letters: written in the transaction that causes them, sent afterwards."""
