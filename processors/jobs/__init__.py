"""What becomes of the jobs on orin.jobs.v1: which records count, and whose turn it is. Pure."""
