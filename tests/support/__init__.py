"""What tests stand on. No tests in here."""
