"""Pictures of every screen, in both schemes and several sizes, for people to look at."""
