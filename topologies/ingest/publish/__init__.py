"""From a frame to the frame store and the frames topic: in order, none lost, none twice."""
