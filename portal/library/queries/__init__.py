"""Reading the library, a module for its entries, for training, and for what organisations hold or applied for."""
