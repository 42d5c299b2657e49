"""Pictures for people: frames with what the guards make of them, and each guard's time line. OpenCV alone."""
