"""The paths of the api, one file for each thing that they are about."""
