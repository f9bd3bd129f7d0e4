"""Followed: last year's plans beside what the report says of them."""

import pandas as pd


def followed_table(subject):
    return [], pd.DataFrame()
