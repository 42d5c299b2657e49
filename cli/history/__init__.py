"""What the topics' past says: `orin replay`, `orin explain`, `orin redetect`."""
