"""What a page costs, against a bare page measured in the same run. See README.md."""
