"""What is filled in for the library, a module for its entries, for training, and for what organisations tell."""
