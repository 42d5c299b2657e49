"""What an observed frame tells all guards of a camera: tracked objects, trajectories, attendance, coverage."""
