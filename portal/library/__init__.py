"""Lists a partnership keeps: quality standards, training, funders and good practice."""
