"""What each partner is doing: short dated notes under the partnership's headings."""
