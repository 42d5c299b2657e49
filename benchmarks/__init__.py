"""The commands that print every figure in the docs: `python -m benchmarks` lists them."""
