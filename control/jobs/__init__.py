"""What people send for a job: received within bounds, told by content, checked, and only then a job."""
