"""What may go wrong, what is asked of boards above, and what inspectors recommend."""
