"""Prints what each stage of a run cost, from the receipts of the latest snapshots."""

import json
import pathlib
import sys


def main():
    data = pathlib.Path(sys.argv[1])
    receipts = []
    for stage in ("fetch", "parse-readme", "normalise", "evaluate", "perturb", "publish"):
        latest = data / stage / "latest"
        if latest.exists():
            receipts.append(json.loads((data / stage / latest.read_text().strip() / "receipt.json").read_text()))
    total = sum(receipt["seconds"] for receipt in receipts)
    print(f"{'stage':14}{'share of time':>14}{'seconds':>9}{'CPU s':>8}{'peak MB':>9}  written")
    for receipt in receipts:
        written = ", ".join(
            f"{count:,} {name.removeprefix('written ')}"
            for name, count in sorted(receipt["counts"].items()) if name.startswith("written ") and count)
        print(f"{receipt['stage']:14}{receipt['seconds'] / total:14.0%}{receipt['seconds']:9.1f}{receipt['cpu_seconds']:8.1f}"
              f"{receipt['peak_memory_bytes'] / 1e6:9.0f}  {written}")
    counts = receipts[0]["counts"]
    print(f"listed {counts['listed']:,} = fetched {counts['fetched']:,} + rejected {counts['rejected']:,}")
    if counts["listed"] != counts["fetched"] + counts["rejected"]:
        sys.exit("the counts of the crawl do not add up")


if __name__ == "__main__":
    main()
