"""A notebook's cells run in a process forked from this one, where all is imported already.

The cells run in the shell of ipykernel, and what they show goes the way of an ordinary kernel's messages through
nbclient: only the sockets between the two are left out. So the outputs are those of an ordinary kernel.

Of a process that makes one report and ends, the cells may run in that process itself: a fork costs a fifth of a report,
most of it for the pages of memory that both sides then write to.
"""

import builtins
import getpass
import io
import json
import os
import signal
import sys
import tempfile
import threading
import time
from collections import deque
from contextlib import suppress
from multiprocessing import Pipe
from types import SimpleNamespace

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import from_dict
from papermill.clientwrap import PapermillNotebookClient
from traitlets.config import Config

from ..publishing.publication import page_exporter

# What a notebook keeps of what a kernel sends.
KEPT = {"display_data", "execute_result", "stream", "error"}
INLINE = "module://matplotlib_inline.backend_inline"
LATE = "it took longer than --timeout allows"
# How many columns of a table pandas shows in a notebook.
COLUMNS = 20
# Connections of this process that its forks have to close, so that the other end sees when it is gone.
not_for_children = []


class ForkedClient(PapermillNotebookClient):
    """The client of a notebook whose cells run in a process forked from this one, or in this one itself."""

    child = 0

    def execute(self, until=None, here=False):
        """Run all cells; with `here` in this process itself, whose standard streams are then theirs to its end."""
        self.reset_execution_trackers()
        self.until = until
        self.cells = CellsHere(until) if here else self._forked()
        try:
            self.papermill_execute_cells()
            self.set_widgets_metadata()
        finally:
            self.cells.close()
            self._end_child()
        return self.nb

    def _forked(self):
        ours, theirs = Pipe()
        self.child = os.fork()
        if not self.child:
            _run_cells(theirs, [ours, *not_for_children])
        theirs.close()
        page_exporter()  # while the cells run
        return ours

    def execute_cell(self, cell, cell_index, execution_count=None, store_history=True):
        """Run one cell, as `nbclient.NotebookClient.execute_cell` does."""
        if (
            cell.cell_type != "code"
            or not cell.source.strip()
            or self.skip_cells_with_tag in cell.metadata.get("tags", [])
        ):
            return cell
        cell.outputs = []
        self.clear_before_next_output = False
        try:
            self.cells.send(cell.source)
            while True:
                kind, content = self._receive(cell)
                if kind == "execute_reply":
                    break
                header = {"msg_type": kind}
                message = {"msg_type": kind, "header": header, "parent_header": {}, "metadata": {}, "content": content}
                self.process_message(message, cell, cell_index)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            raise DeadKernelError(self._how_it_died()) from None
        cell.execution_count = content["execution_count"]
        if content["status"] == "error" and "raises-exception" not in cell.metadata.get("tags", []):
            raise CellExecutionError.from_cell_and_msg(cell, content)
        return cell

    def output(self, outs, msg, display_id, cell_index):
        """Add an output to those of a cell, as `nbclient.NotebookClient.output` does.

        What is shown for good is not checked against the schema by itself: the whole notebook is, when it is written.
        """
        if display_id or self.clear_before_next_output or msg["msg_type"] not in KEPT:
            return super().output(outs, msg, display_id, cell_index)
        shown = {name: part for name, part in msg["content"].items() if name != "transient"}
        outs.append(from_dict({"output_type": msg["msg_type"], **shown}))
        return outs[-1]

    def _receive(self, cell):
        left = None if self.until is None else max(0, self.until - time.monotonic())
        if not self.cells.poll(left):
            raise CellTimeoutError.error_from_timeout_and_cell("the time for this report was over", 0, cell)
        return json.loads(self.cells.recv_bytes())

    def _how_it_died(self):
        _, status = os.waitpid(self.child, 0)
        self.child = 0
        number = os.waitstatus_to_exitcode(status)
        if number == -signal.SIGKILL:
            return "killed by the system (out of memory?)"
        return f"killed by {signal.Signals(-number).name}" if number < 0 else f"ended by itself with code {number}"

    def _end_child(self):
        if self.child:
            os.kill(self.child, signal.SIGKILL)
            os.waitpid(self.child, 0)
            self.child = 0


class Timeout(RuntimeError):
    """Cells that run in this process took too long."""


class CellsHere:
    """The pipe to cells that run in this process itself: what is sent is run, what that shows is received."""

    def __init__(self, until=None):
        self.messages, self.until, self.is_late = deque(), until, False
        _as_a_kernel(warm_shell(), self)
        signal.signal(signal.SIGALRM, self._end_in_time)

    def _end_in_time(self, _number, _frame):
        self.is_late = True
        raise Timeout(LATE)

    def send(self, source):
        """Run a cell."""
        if self.until is not None:
            # Again every second: what was under way may have taken the first for an error of its own.
            signal.setitimer(signal.ITIMER_REAL, max(0.001, self.until - time.monotonic()), 1)
        try:
            with suppress(Timeout):  # beside the cell's own code, where the shell takes it for no error of that
                _run_cell(_shell, source)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def send_bytes(self, message):
        """Keep a message of the cell."""
        self.messages.append(message)

    def recv_bytes(self):
        """Return the first message that was not yet received."""
        return self.messages.popleft()

    def poll(self, _seconds):
        """Return whether there is a message more; of a cell that took too long, the one that it has ended is none."""
        return len(self.messages) > self.is_late

    def close(self):
        """Do nothing: this process goes on."""


# The process of the cells.


class CellSession(Session):
    """Sends a kernel's messages through a pipe."""

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, **ignored):
        """Send a message; `stream` is the pipe."""
        if isinstance(msg_or_type, str):
            msg_or_type = self.msg(msg_or_type, content, parent)
        stream.send_bytes(self.pack([msg_or_type["msg_type"], msg_or_type["content"]]))
        return msg_or_type


class CellStream(io.TextIOBase):
    """Standard output or error of a cell, sent when flushed."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, name, shell, file):
        self.name, self.shell, self.file = name, shell, file
        self.text, self.seen = [], 0

    def writable(self):
        """Return True."""
        return True

    def fileno(self):
        """Return the descriptor that programs write to directly."""
        return self.file.fileno()

    def write(self, text):
        """Keep a text until the next flush."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self.text.append(text)
        return len(text)

    def flush(self):
        """Send what was written."""
        if self.text:
            text, self.text = "".join(self.text), []
            self.shell.send("stream", {"name": self.name, "text": text})

    def flush_file(self):
        """Send what was written to the descriptor, by other programs."""
        written = os.pread(self.file.fileno(), 1 << 24, self.seen)
        self.seen += len(written)
        if written:
            self.write(written.decode("utf-8", "replace"))
        self.flush()


class CellShell(ZMQInteractiveShell):
    """The shell of a kernel without the kernel."""

    def connect(self, pipe):
        """Send all that cells show through a pipe."""
        for publisher in (self.display_pub, self.displayhook):
            publisher.session, publisher.pub_socket = _session, pipe
        self.displayhook.topic = b"execute_result"
        self.pipe = pipe

    def send(self, kind, content):
        """Send a message."""
        _session.send(self.pipe, kind, content)


def warm_shell():
    """Make the shell that forked processes run cells in, before they are forked: it takes a while."""
    global _session, _shell
    if _shell is None:
        os.environ.setdefault("MPLBACKEND", INLINE)
        config = Config()
        config.HistoryManager.enabled = False  # its file needs a thread, which a fork would lose
        _session = CellSession()
        _shell = CellShell.instance(config=config, kernel=SimpleNamespace(eventloop=None))
        _shell.compiler_class = XCachingCompiler
        _shell.compile = XCachingCompiler()
    return _shell


_session = _shell = None


def _run_cells(pipe, others):
    """Be the process that runs cells: never returns."""
    try:
        for other in others:
            other.close()
        threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
        _as_a_kernel(warm_shell(), pipe)
        while True:
            _run_cell(_shell, pipe.recv())
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except BaseException:
        sys.__stderr__.write("lawgov: the process that runs cells failed\n")
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _as_a_kernel(shell, pipe):
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    shell.connect(pipe)
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 (a device)
        os.dup2(nothing.fileno(), 0)
    sys.stdout, sys.stderr = _redirected("stdout", 1, shell), _redirected("stderr", 2, shell)
    builtins.input = getpass.getpass = _no_input
    if "" not in sys.path:
        sys.path.insert(0, "")
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    if "pandas" in sys.modules:
        # It was imported where no shell was, took that for a terminal, and would fit tables into one.
        sys.modules["pandas"].set_option("display.max_columns", COLUMNS)


def _redirected(name, descriptor, shell):
    file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 (until the process ends)
    os.dup2(file.fileno(), descriptor)
    return CellStream(name, shell, file)


def _no_input(prompt="", **ignored):
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")


def _run_cell(shell, source):
    result = shell.run_cell(source, store_history=True)
    sys.stdout.flush_file()
    sys.stderr.flush_file()
    error = result.error_before_exec or result.error_in_exec
    failed = error is not None or getattr(shell, "_last_traceback_during_displayhook", False)
    reply = {"status": "error" if failed else "ok", "execution_count": shell.execution_count - 1}
    if failed:
        reply |= {"ename": type(error).__name__, "evalue": str(error), "traceback": shell._last_traceback or []}
    shell.payload_manager.clear_payload()
    shell.send("execute_reply", reply)
    if shell.exit_now:
        os._exit(0)
