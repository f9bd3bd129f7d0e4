"""The warm process: everything is imported and the tables are read, and it forks a process for each report."""

import gc
import os
import pickle
import signal
import socket
from multiprocessing.connection import Connection

from . import forked, narrative
from .warm import attempt


def serve():
    """Be the warm process: fork for each connection that comes in, until the other end is gone."""
    control = socket.socket(fileno=os.dup(0))
    _to_devnull(0)
    data_dir = pickle.loads(control.recv(4096, socket.MSG_WAITALL))
    _warm(data_dir)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries them
    while True:
        _, descriptors, *_ = socket.recv_fds(control, 1, 1)
        if not descriptors:
            os.killpg(0, signal.SIGKILL)
        if not os.fork():
            control.close()
            _serve_one(Connection(descriptors[0]))
        os.close(descriptors[0])


def _warm(data_dir):
    forked.warm_shell()
    gc.collect()
    gc.freeze()  # what is there stays there: the forks share its pages


def _serve_one(connection):
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        forked.not_for_children.append(connection)
        connection.send(os.getpid())
        plan, timeout = connection.recv()
        connection.send(attempt(plan, True, timeout))
    finally:
        os._exit(0)


def _to_devnull(descriptor):
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, descriptor)
    os.close(nothing)
