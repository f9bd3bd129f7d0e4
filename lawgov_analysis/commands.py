"""Commands as click has them, whose help and errors are in the language of whoever reads them."""

import inspect
import io
import os
import sys
from contextlib import suppress

import click

from .errors import BadParameter, LawgovError, Stopped
from .files.streams import open_streams, tell, told
from .messages import CHOSEN_BY, LANGUAGES, for_reader, in_chinese, speaks_chinese
from .text.terminal import columns_of, folded, padded

# What Python says, as of a fault in a program, where the system has no memory left for a thread.
NO_THREAD = "can't start new thread"
# In columns: how wide what an option is called may be, with its place, and how far apart the two are.
WIDEST_NAME, APART = 30, 2


class ChineseHelp(click.HelpFormatter):
    """Lays out help in Chinese: each paragraph, heading and option as the table of messages has it."""

    def write_usage(self, prog, args="", prefix=None):
        """Write how a command is called."""
        super().write_usage(prog, args, in_chinese("Usage: ").rstrip() if prefix is None else prefix)

    def write_heading(self, heading):
        """Write a heading."""
        self.write(f"{'':>{self.current_indent}}{in_chinese(heading)}：\n")

    def write_text(self, text):
        """Write paragraphs."""
        indent = " " * self.current_indent
        paragraphs = [in_chinese(" ".join(paragraph.split())) for paragraph in text.split("\n\n")]
        folded_lines = [
            "\n".join(indent + line for line in self._folded(paragraph, len(indent))) for paragraph in paragraphs
        ]
        self.write("\n\n".join(folded_lines) + "\n")

    def write_dl(self, rows, col_max=WIDEST_NAME, col_spacing=APART):
        """Write names, each with what is said of it beside it."""
        rows = [(name, in_chinese(said)) for name, said in rows]
        widest = min(max(columns_of(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, said in rows:
            lines = self._folded(said, len(indent) + widest)
            if columns_of(name) > widest - col_spacing:
                self.write(f"{indent}{name}\n")
                name = ""
            for line in lines:
                self.write(f"{indent}{padded(name, widest)}{line}".rstrip() + "\n")
                name = ""

    def _folded(self, text, left):
        return folded(text, max(self.width - left, WIDEST_NAME))


class Context(click.Context):
    """What a command is run in; it lays out help in the language of whoever reads it."""

    def make_formatter(self):
        """Return what lays out help."""
        # What went wrong is told with how the command is called, on the other stream.
        if not (speaks_chinese(sys.stdout) and speaks_chinese(sys.stderr)):
            return super().make_formatter()
        return ChineseHelp(width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command that says in one line of Chinese too what it does."""

    context_class = Context

    def get_short_help_str(self, limit=45):
        """Return what it does, in one line."""
        return _first_of(self) if speaks_chinese(sys.stdout) else super().get_short_help_str(limit)


class Commands(click.Group):
    """A group whose commands print what a user did wrong as one line, without a traceback."""

    context_class = Context
    command_class = Command
    group_class = type

    def main(self, *args, **kwargs):
        """Run a command; a `LawgovError`, and what the system refuses, ends it with the exit code of its kind."""
        try:
            open_streams()
            _check_language()
            sys.exit(super().main(*args, **kwargs, standalone_mode=False) or 0)
        except click.ClickException as error:
            said = io.StringIO()
            error.show(said)
            click.echo(for_reader(said.getvalue(), sys.stderr), err=True, nl=False)
            sys.exit(error.exit_code)
        except click.Abort:
            click.echo(for_reader("Aborted!", sys.stderr), err=True)
            sys.exit(1)
        except (LawgovError, OSError, UnicodeEncodeError, MemoryError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and NO_THREAD not in str(error):
                raise
            error = error if isinstance(error, LawgovError) else told(error)
            with suppress(OSError):
                tell(error)
            sys.exit(error.exit_code)

    def invoke(self, context):
        """Invoke a command; whoever stops it, or reads no more of what it prints, is told nothing else."""
        try:
            return super().invoke(context)
        except KeyboardInterrupt:
            raise Stopped("stopped") from None
        except BrokenPipeError:
            # The reader of a pipe has what it wanted.
            sys.stderr.close()
            context.exit(0)

    def get_short_help_str(self, limit=45):
        """Return what it is for, in one line."""
        return _first_of(self) if speaks_chinese(sys.stdout) else super().get_short_help_str(limit)


def _first_of(command):
    """Return the first paragraph of the help of a command, on a line."""
    return " ".join(inspect.cleandoc(command.help).partition("\n\n")[0].split())


def _check_language():
    """Check that the language of messages is one of those there are, where it is chosen."""
    chosen = os.environ.get(CHOSEN_BY, "")
    if chosen and chosen not in LANGUAGES:
        raise BadParameter(f"{CHOSEN_BY} must be zh or en, got “{chosen}”")
