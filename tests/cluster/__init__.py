"""Three brokers: their failures, encryption and users, and the long mixed run (chaos)."""
