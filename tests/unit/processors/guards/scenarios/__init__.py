"""What the guards mean, as a table: scenes in, events out, to the frame, each with the sentence that it shows.

The contract is the source; the code is not. `language.py` says how a scene is written. Everything goes the way of a
user's input: detections, the tracker, the guards.
"""
