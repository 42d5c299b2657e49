"""What labels are called, a file a language. Left out are `person` and what only a model knows: said by their names."""
