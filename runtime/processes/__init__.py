"""Child processes and how a process ends."""
