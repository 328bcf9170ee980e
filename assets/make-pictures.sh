#!/bin/sh
# Makes the pictures of the README from the release binary, in about two minutes:
#
#     cargo build --release && assets/make-pictures.sh
#
# The honey recipe is rehearsed, so that a roast of an hour takes a minute; the line that says so is left out of the pictures.
# Needs what screenshot.py needs.
set -eu
cd "$(dirname "$0")/.."
baste="${1:-target/release/baste}"

# Set-up, the board halfway through the roast, the meal over time, the ring at its end.
assets/screenshot.py --size 120x41 \
    below=1 wait=1 shot=assets/set-up.png \
    key=enter wait=1 key=enter wait=1 key=tab key=enter wait=1 key=enter wait=1.5 \
    key=z wait=1 key=enter wait=1 key=enter wait=15.5 key=z wait=1 key=enter wait=22 \
    shot=assets/board.png key=t wait=0.5 shot=assets/timeline.png key=t wait=0.5 key=enter wait=37.5 below=0 shot=assets/ring.png \
    -- "$baste" --rehearse 60x "honey glazed crispy"
