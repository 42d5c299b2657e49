"""`orin jobs`: work on clips, pictures and history, and the process that does it."""
