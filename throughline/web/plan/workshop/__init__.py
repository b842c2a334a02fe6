"""The workshop of a plan: findings beside its text, sums, versions side by side, files to take and send."""
