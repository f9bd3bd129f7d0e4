"""Wordings: the texts of a table in one language, each filled in with what it is said of."""

from ..errors import BadTable
from ..paths import shown_path


class Wordings:
    """The texts of a table in one language.

    Parameters
    ----------
    data : Data
    names : str or list of str
        The table, or several that are read as one.
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

    def __init__(self, data, names, keys, lang):
        self._keys, self._lang, self._texts, self._files = keys, lang, {}, []
        for name in [names] if isinstance(names, str) else names:
            table = data.table(name)
            (file,) = data.files(name)
            cells = zip(zip(*(table[key] for key in keys), strict=True), table[lang], strict=True)
            texts = {key: (file, line, text) for line, (key, text) in enumerate(cells, 2)}
            if twice := sorted(self._texts.keys() & texts.keys()):
                raise BadTable([f"{shown_path(file)}: “{', '.join(twice[0])}” is a row of another table too"])
            self._texts |= texts
            self._files.append(shown_path(file))

    def say(self, *key, **values):
        """Return a text with its values filled in.

        Raises
        ------
        BadTable
            When the table has no such text, or the text has room for a value that is not there.
        """
        if key not in self._texts:
            named = ", ".join(f"{name} “{part}”" for name, part in zip(self._keys, key, strict=True))
            raise BadTable([f"{' or '.join(self._files)}: has no row of the {named}"])
        file, line, text = self._texts[key]
        try:
            return text.format(**values)
        except (KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
            known = ", ".join(f"{{{name}}}" for name in values) or "nothing"
            why = f"{type(error).__name__}: {error}" if not isinstance(error, KeyError) else f"{{{error.args[0]}}}"
            rule = f"{why} cannot be filled in; there is {known}"
            raise BadTable([f"{shown_path(file)}:{line}:{self._lang}: {rule}, got “{text}”"]) from None

    def texts(self):
        """Return all texts as they stand, by the last part of their keys: for a page that fills them in itself.

        Examples
        --------
        >>> from lawgov_analysis.tables import open_data
        >>> Wordings(open_data(), "sentences", ["sentence"], "zh").texts()["comma"]
        '、'
        """
        return {key[-1]: text for key, (_, _, text) in self._texts.items()}
