"""The proof beyond `make test`: interleavings, and checks of the checker."""
