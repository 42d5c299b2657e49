"""From boxes to tracks: association, motion model, rest and identity over time."""
