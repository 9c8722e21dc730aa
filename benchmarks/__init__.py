"""Speed as ratios against a peer measured in the same run; a figure alone would say more about the machine."""
