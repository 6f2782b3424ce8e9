"""The files of the load generator, loaded in bulk: invented partnerships of any size, to try and to measure with."""
