"""Specs as code: revisions in the history, markers in the order of the frames."""
