"""What commands share on a terminal: times, events, text that others wrote."""
