"""Start the dashboard: ``streamlit run app.py``."""

from simulator.dashboard import main

main()
