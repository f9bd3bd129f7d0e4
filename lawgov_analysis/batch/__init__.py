"""Many reports: planned, resumed, one's failure no other's."""

from .run import plan_batch, run_batch

__all__ = ["plan_batch", "run_batch"]
