"""The jobs worker: takes jobs from orin.jobs.v1 one after the other, each in a bounded process of its own."""
