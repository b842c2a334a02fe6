"""Local plans under the plan of a region, rolled up."""
