"""The room for labour: who fills the jobs, and what that does to people (docs/method.md, labour)."""

from simulator.stages.labour.bridge import build_bridge
from simulator.stages.labour.filling import Pools, fill_jobs
from simulator.stages.labour.places import lives_share, spread_places
from simulator.stages.labour.settling import settle_labour

__all__ = ["Pools", "build_bridge", "fill_jobs", "lives_share", "settle_labour", "spread_places"]
