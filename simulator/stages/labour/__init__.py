"""The room for labour: who fills the jobs, and what that does to people (docs/method.md, labour)."""

from simulator.stages.labour.bridge import build_bridge
from simulator.stages.labour.filling import Pools, fill_jobs
from simulator.stages.labour.places import lives_share, spread_places
from simulator.stages.labour.settling import settle_labour
from simulator.stages.labour.skills import apprentices_today, match_skills

__all__ = [
    "Pools",
    "apprentices_today",
    "build_bridge",
    "fill_jobs",
    "lives_share",
    "match_skills",
    "settle_labour",
    "spread_places",
]
