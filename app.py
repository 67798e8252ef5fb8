"""Start the dashboard: ``streamlit run app.py``."""

from simulator.dashboard.server import build_app

app = build_app()
