"""The checkpoint of one partition, pure: events in, actions out. See machine.py."""
