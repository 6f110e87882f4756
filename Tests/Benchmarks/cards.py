"""Reads the Hub's cards with macaroni and with its Python peer in turn, and prints what each card cost.

    cards.py PROGRAMS CARDS.jsonl.gz WORK PEER_PYTHON

Like is compared with like: `card-speed` and the peer are both given cards that lie in memory, and only reading is counted.
The whole stage, which also fetches cards from archives, makes ids and writes sorted files with digests, has no peer here.
"""

import json
import pathlib
import shutil
import subprocess
import sys
import time

ROUNDS = 3
# The peer takes one card in so many, or a round would take half a minute.
EVERY = 8


def printed(command):
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


def stage(programs, work, jobs):
    """CPU seconds and wall-clock seconds of the stage over the cards."""
    claims = work / "claims"
    shutil.rmtree(claims, ignore_errors=True)
    began = time.monotonic()
    subprocess.run(
        [programs / "macaroni-parse-readme", "--quiet", "--jobs", str(jobs), "--in", work / "cards", "--data", work / "data",
         "--shards", "16", "--as-of", "2026-01-01", "--out", claims], check=True, stdout=subprocess.DEVNULL)
    return json.loads((claims / "receipt.json").read_text())["cpu_seconds"], time.monotonic() - began


def main():
    programs, cards, work, python = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3]), sys.argv[4]
    here = pathlib.Path(__file__).parent
    for _ in range(ROUNDS):
        peer = printed([python, here / "card_peer.py", cards, str(EVERY)])
        own = printed([programs / "card-speed", cards, "--rounds", "3"])
        theirs, mine = (of["cpu_seconds"] / of["cards"] * 1e6 for of in (peer, own))
        print(f"reading from memory, one core: {mine:.0f} µs a card over {own['cards']} cards; "
              f"huggingface_hub.ModelCard + markdown-it-py: {theirs:.0f} µs; {theirs / mine:.1f} times faster", flush=True)
        one, alone = stage(programs, work, 1)
        _, two = stage(programs, work, 2)
        whole = one / own["cards"] * 1e6
        print(f"parse-readme, the whole stage, one core: {whole:.0f} µs a card ({theirs / whole:.1f} times faster than the "
              f"peer's reading alone); two workers {alone / two:.2f} times as fast as one", flush=True)


if __name__ == "__main__":
    main()
