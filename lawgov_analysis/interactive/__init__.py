"""Figures at hand: the explorer and the review desk, in a notebook and in a browser; what JupyterLab shows of us."""
