"""`orin model`, `orin evaluate`: models, and how good they are."""
