"""detect: frames in, what each of them shows out. Recorded once, in the order of the frames. See pipeline.py."""
