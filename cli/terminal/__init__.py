"""What commands share on a terminal: help, times, events."""
