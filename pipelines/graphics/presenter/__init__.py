"""A drawn presenter: parts, poses and the figure made of them."""
