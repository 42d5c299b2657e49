"""The read-only HTTP api over the projections."""
