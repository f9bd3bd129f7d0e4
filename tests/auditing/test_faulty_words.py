"""Words that a user edits: a role or a text that is missing, or a gap that nothing fills, is said by its table."""

import pytest
from click.testing import CliRunner

from lawgov_analysis.auditing.words import audit_words
from lawgov_analysis.cli import main
from lawgov_analysis.tables import open_data

from helpers.invented import copy_of_data

WORDS = "rules/audit/words.csv"
MESSAGES = "rules/audit/messages.csv"


@pytest.fixture
def data_dir(tmp_path):
    return copy_of_data(tmp_path / "data", "audit_words", "messages", "sentences")


def replace(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def audit(data_dir, *words):
    return CliRunner().invoke(main, ["audit", "横沥镇", "2020", "--data-dir", str(data_dir), *words])


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (WORDS, "\nvisits,", "\nvisit,", "has no row of the role visits; the nearest is visit"),
        (WORDS, "\nvisits,list,", "\nvisits,list,|", "words.csv:11:words: must be names, separated by |"),
        (MESSAGES, "\nrate-truncated,,", "\nrate-truncated,cut,", "rule “rate-truncated”, case “”"),
        (MESSAGES, "{rate}印作{printed}，是舍去", "{rat}{", "messages.csv:3:zh: "),
        (MESSAGES, "{rate}印作{printed}，是舍去", "{rat}", "messages.csv:3:zh: {rat} cannot be filled in"),
        ("presentation/sentences.csv", "\ncomma,", "\ncoma,", "sentences.csv: has no row of the sentence “comma”"),
        ("presentation/sentences.csv", "\ncomma,、", "\ncomma,{}", "sentences.csv:4:zh: "),
    ],
)
def test_a_word_that_is_missing_or_cannot_be_filled_is_said(file, old, new, said, data_dir):
    replace(data_dir / file, old, new)
    done = audit(data_dir)
    assert done.exit_code == 5, done.output
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_roles_are_those_of_the_table(data_dir):
    assert set(audit_words(open_data(data_dir))) == set(open_data(data_dir).table("audit_words")["role"])
