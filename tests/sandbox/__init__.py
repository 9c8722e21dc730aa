"""What the sandbox does beyond the public API page: S3's rules, faults, limits, restarts."""
