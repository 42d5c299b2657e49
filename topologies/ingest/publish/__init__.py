"""From a picture to the frame store and the frames topic: in order, nothing lost, nothing twice."""
