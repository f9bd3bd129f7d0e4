"""The explorer: figures to choose, sort, chart and click, in a notebook and as one file."""
