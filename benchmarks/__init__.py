"""What shopscore costs, as ratios to the same work by hand: made-up exports, the measured runs, and their report."""
