"""Every figure that the documents give, as a command that prints it: `python -m benchmarks` lists them."""
