"""What is said to happen: events, and the truces with their states and standings."""
