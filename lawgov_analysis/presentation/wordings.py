"""Wordings: the texts of a table in one language, each filled in with what it is said of."""

from ..errors import BadTable
from ..paths import shown_path


class Wordings:
    """The texts of a table in one language.

    Parameters
    ----------
    data : Data
    name : str
        The table.
    keys : list of str
        Its columns that tell one text from another.
    lang : str
        The column of the texts.

    Examples
    --------
    >>> from lawgov_analysis.tables import open_data
    >>> Wordings(open_data(), "sentences", ["sentence"], "zh").say("comma")
    '、'
    """

    def __init__(self, data, name, keys, lang):
        table = data.table(name)
        (self._file,) = data.files(name)
        self._keys, self._lang = keys, lang
        cells = zip(zip(*(table[key] for key in keys), strict=True), table[lang], strict=True)
        self._texts = {key: (line, text) for line, (key, text) in enumerate(cells, 2)}

    def say(self, *key, **values):
        """Return a text with its values filled in.

        Raises
        ------
        BadTable
            When the table has no such text, or the text has room for a value that is not there.
        """
        if key not in self._texts:
            named = ", ".join(f"{name} “{part}”" for name, part in zip(self._keys, key, strict=True))
            raise BadTable([f"{shown_path(self._file)}: has no row of the {named}"])
        line, text = self._texts[key]
        try:
            return text.format(**values)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
            known = ", ".join(f"{{{name}}}" for name in values) or "nothing"
            why = f"{type(error).__name__}: {error}" if not isinstance(error, KeyError) else f"{{{error.args[0]}}}"
            rule = f"{why} cannot be filled in; there is {known}"
            raise BadTable([f"{shown_path(self._file)}:{line}:{self._lang}: {rule}, got “{text}”"]) from None
