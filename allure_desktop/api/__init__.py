"""The wire: talks to an AllureConnect server and knows nothing else."""
