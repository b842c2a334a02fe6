"""What people need, what there is for them, and what is left."""
