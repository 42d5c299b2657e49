"""`orin scene`: the simulated scenes."""
