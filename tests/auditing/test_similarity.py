"""Copied passages are told from the phrases that all such reports share."""

from lawgov_analysis.auditing.similarity import similarity, with_numbers, word_for_word

CITY = "data/samples/city"


def shares(year, *codes):
    found = similarity([(code, year) for code in codes], CITY)
    return {(row.place_code, row.other_code, row.other_year): (row.like, row.share) for row in found.itertuples()}


def test_passages_with_the_same_numbers_are_copied():
    like, share = shares(2022, "990102101", "990102102")["990102101", "990102102", 2022]
    assert like > 15
    assert share > 15


def test_passages_that_differ_in_their_numbers_are_not():
    like, share = shares(2021, "990101104", "990102101")["990101104", "990102101", 2021]
    assert like > 15
    assert share == 0


def test_passages_without_a_number_tell_nothing():
    texts = [
        "一是编制有限，专业培训不够系统，执法办案经验不足。",
        "少数干部法治思维有待提升，遇事找法的习惯尚未完全养成。",
    ]
    same = "".join(texts * 2)
    assert word_for_word(same, with_numbers(same)) == (sum(len(text) - 1 for text in texts * 2), False)
    assert word_for_word(same + "全年办结36件。", with_numbers(same + "全年办结36件"))[1]


def test_a_report_is_held_against_that_of_the_year_before():
    assert shares(2023, "990101104")["990101104", "990101104", 2022][1] > 90
    assert shares(2023, "990101101")["990101101", "990101101", 2022][1] < 50


def test_without_texts_nothing_is_said():
    assert similarity([("441900106", 2020), ("440311", 2020)]).empty
