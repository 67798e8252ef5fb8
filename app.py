"""Start the dashboard: ``streamlit run app.py``."""

from streamlit.starlette import App

from simulator.dashboard.server import GUARDS, SCREEN, ready

app = App(SCREEN, middleware=GUARDS, lifespan=ready)
