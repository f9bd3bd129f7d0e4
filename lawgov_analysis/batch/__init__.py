"""Many reports: planned, resumed, one's failure no other's."""

from .plan import plan_batch
from .run import run_batch

__all__ = ["plan_batch", "run_batch"]
