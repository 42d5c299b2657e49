"""How good tracks are beside the truth: MOT-format sequences and the field's scores."""
