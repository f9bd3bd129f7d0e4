"""What JupyterLab shows of us: a new analysis from a form, and whether a report is current with its data."""
