"""What is measured and why: the catalogue, the areas that choose from it, national targets, the headline."""
