"""History: tracks read again by event time, through the watch stage's own logic; run.py is the core."""
