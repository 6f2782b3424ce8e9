"""The glossary: what the partnership's abbreviations and terms mean, and which ones nobody explained yet."""
