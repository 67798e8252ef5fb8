"""The script that is run for every visitor and after every choice."""

from simulator.dashboard import main

main()
