"""`orin doctor`, topics, users, schemas, dead letters."""
