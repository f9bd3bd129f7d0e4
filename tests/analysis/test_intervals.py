"""Intervals against numbers that others have published, and against chance itself."""

import math

import numpy as np
import pytest
from scipy import stats

from lawgov_analysis.analysis.beside import spread_of
from lawgov_analysis.analysis.intervals import (
    binomial_interval,
    funnel_limits,
    joint_level,
    outside_by_chance,
    overdispersion,
    poisson_interval,
    rank_ranges,
    wilson_interval,
)
from lawgov_analysis.analysis.rates import true_values
from lawgov_analysis.tables import read_table

SEED = 20_260


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.6235, 11.668), (10, 4.795, 18.390), (100, 81.36, 121.63)],
)
def test_a_count_has_the_interval_of_garwoods_table(count, low, high):
    found = np.ravel(poisson_interval([count]))
    assert found == pytest.approx([low, high], rel=1e-3)


# Newcombe 1998, table I, method 3.
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_of_newcombes_table(count, of, low, high):
    assert np.ravel(wilson_interval([count], [of])) == pytest.approx([low, high], abs=5e-5)


@pytest.mark.parametrize(("count", "of"), [(0, 7), (3, 7), (7, 7), (199, 200)])
def test_shares_have_the_intervals_of_scipy(count, of):
    for ours, method in ((wilson_interval, "wilson"), (binomial_interval, "exact")):
        theirs = stats.binomtest(count, of).proportion_ci(0.9, method)
        assert np.ravel(ours([count], [of], 0.9)) == pytest.approx([theirs.low, theirs.high], abs=1e-9)


def test_what_is_only_known_between_bounds_has_a_wider_interval():
    low, high = poisson_interval([400, 400], most=[400, np.inf])
    assert low[0] == low[1]
    assert high[0] < high[1] == np.inf


@pytest.mark.parametrize("mean", [0.5, 4.0, 37.0])
def test_garwood_holds_at_least_as_often_as_it_says(mean):
    counts = np.arange(400)
    low, high = poisson_interval(counts)
    assert stats.poisson(mean).pmf(counts)[(low <= mean) & (mean <= high)].sum() >= 0.95


def test_wilson_holds_nearly_as_often_as_it_says():
    low, high = wilson_interval(np.random.default_rng(SEED).binomial(200, 0.95, 4000), np.full(4000, 200))
    assert 0.93 < ((low <= 0.95) & (high >= 0.95)).mean() < 0.98


def test_the_ranks_of_all_places_hold_together():
    rng, runs = np.random.default_rng(SEED), 300
    rates, exposure = np.linspace(20, 60, 12), np.full(12, 5.0)
    ranks = np.arange(12, 0, -1)
    held = 0
    for _ in range(runs):
        low, high = poisson_interval(rng.poisson(rates * exposure), joint_level(12))
        best, worst = rank_ranges(low / exposure, high / exposure)
        held += bool(((best <= ranks) & (ranks <= worst)).all())
    assert held / runs >= 0.95


def test_values_that_do_not_overlap_have_one_rank_each_and_others_a_range():
    best, worst = rank_ranges([30, 20, 19, 5], [31, 22, 21, 6])
    assert (best.tolist(), worst.tolist()) == ([1, 2, 2, 4], [1, 3, 3, 4])


def test_a_bound_leaves_all_ranks_open_on_its_side():
    best, worst = rank_ranges([30, 25, 10], [30, np.inf, 10])
    assert (best.tolist(), worst.tolist()) == ([1, 1, 3], [2, 2, 3])


@pytest.mark.parametrize("share", [False, True])
def test_what_lies_beyond_a_limit_is_less_likely_than_half_of_what_it_leaves(share):
    exposure, centre = 60.0, 0.2
    low, high = (limit[0] * exposure for limit in funnel_limits([exposure], centre, share=share))
    of = stats.binom(60, centre) if share else stats.poisson(12)
    assert of.cdf(math.ceil(low) - 1) < 0.025 <= of.cdf(math.floor(low) + 1)
    assert of.sf(math.floor(high)) < 0.025 <= of.sf(math.floor(high) - 1)


def test_nobody_is_outside_for_having_everything_of_little():
    _, high = funnel_limits([3.0], 0.97, share=True)
    assert high[0] == 1.0


def test_as_many_lie_outside_as_by_chance_and_no_more():
    rng = np.random.default_rng(SEED)
    exposure = rng.uniform(50, 400, 4000)
    rate = rng.poisson(exposure * 0.3) / exposure
    low, high = funnel_limits(exposure, 0.3)
    assert 0.03 < ((rate < low) | (rate > high)).mean() <= 0.05


def test_dispersion_is_one_where_chance_suffices_and_grows_with_the_differences():
    rng = np.random.default_rng(SEED)
    exposure = np.full(12, 100.0)
    assert overdispersion(rng.poisson(30, 12), exposure, 0.3) == 1.0
    apart = rng.poisson(exposure * np.linspace(0.1, 0.5, 12))
    assert overdispersion(apart, exposure, apart.sum() / exposure.sum()) > 3


def test_among_many_some_lie_outside_by_chance():
    expected, any_at_all = outside_by_chance(100)
    assert expected == pytest.approx(5)
    assert any_at_all == pytest.approx(1 - 0.95**100)


METHODS = read_table("peer_methods").set_index("method")
TRIED = {
    "quartiles": lambda given: [least for least, _ in spread_of(*[list(map(float, given.split()))] * 2)],
    "poisson": lambda given: np.ravel(poisson_interval([float(given)])),
    "wilson": lambda given: np.ravel(wilson_interval(*([float(part)] for part in given.split("/")))),
    "bounds": lambda given: np.ravel(true_values(np.array([float(given.rstrip("余"))]), np.array(["at_least"]))),
    "chance": lambda given: [outside_by_chance(int(given))[0]],
}


@pytest.mark.parametrize("method", TRIED)
def test_the_example_of_a_method_is_what_it_gives(method):
    given, gives = METHODS.loc[method, "example"].split("：")
    digits = max(len(each.partition(".")[2]) for each in gives.split())
    assert [round(float(each), digits) for each in TRIED[method](given)] == [float(each) for each in gives.split()]


def test_every_method_that_has_an_example_is_tried():
    assert set(METHODS.index[METHODS["example"] != ""]) == set(TRIED)
