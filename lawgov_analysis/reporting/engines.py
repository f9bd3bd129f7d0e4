"""Papermill's engines of this package: a notebook that dies or takes too long fails like one with an error.

``kernel`` is an ordinary Jupyter kernel; ``forked`` runs the cells in a process forked from the present one, which
must have one thread only; with the option ``here``, in the present one itself.
"""

import time

from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_output
from papermill.engines import NBClientEngine, papermill_engines

from .forked import LATE, ForkedClient

KERNEL, FORKED = "lawgov-kernel", "lawgov-forked"


class KernelEngine(NBClientEngine):
    """An ordinary kernel; `until`, of `time.monotonic`, is when the notebook must be done."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, until=None, here=False, **options):
        """Run the cells of a notebook; a kernel that dies or takes too long is an error of the cell it was in."""
        try:
            cls.run(nb_man, kernel_name, until, here, options)
        except (DeadKernelError, CellTimeoutError) as error:
            begun = [cell for cell in nb_man.nb.cells if cell.metadata.papermill["start_time"]]
            cell = begun[-1] if begun else next(cell for cell in nb_man.nb.cells if cell.cell_type == "code")
            late = isinstance(error, CellTimeoutError)
            said = LATE if late else str(error).strip().splitlines()[0]
            name = "Timeout" if late else "Died"
            cell.outputs.append(new_output("error", ename=name, evalue=said, traceback=[f"{name}: {said}"]))
            nb_man.cell_exception(cell)

    @classmethod
    def run(cls, nb_man, kernel_name, until, here, options):
        """Run the cells of a notebook."""
        if until is not None:
            options["timeout_func"] = lambda cell: max(0.001, until - time.monotonic())
        super().execute_managed_notebook(nb_man, kernel_name, **options)


class ForkedEngine(KernelEngine):
    """A process forked from this one."""

    @classmethod
    def run(cls, nb_man, kernel_name, until, here, options):
        """Run the cells of a notebook."""
        ForkedClient(nb_man, kernel_name=kernel_name).execute(until, here)


def register_engines():
    """Make the engines known to papermill, by their names."""
    papermill_engines.register(KERNEL, KernelEngine)
    papermill_engines.register(FORKED, ForkedEngine)
