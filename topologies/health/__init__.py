"""health: which cameras see, which guards are blind, by the wall clock. logic.py decides, worker.py listens."""
