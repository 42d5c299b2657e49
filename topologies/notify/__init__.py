"""The notify stage: what happened in, who is told out, and the sending of it. See docs/notifications.md."""
