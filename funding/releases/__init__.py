"""Reading an edition of the record: which tables one has, in which schema they are, and what is read there and nowhere else."""
