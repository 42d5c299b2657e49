"""Who is told of an event, when, and why not: pure, over events, reviews and ticks of the clock as records."""
