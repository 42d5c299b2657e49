"""From text to pieces: words with their meanings, numbers with what they are of, and the site's names."""
