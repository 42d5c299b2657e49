"""What words mean, a module a language: what the reading side understands, and what the saying side says."""
