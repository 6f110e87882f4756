"""How often claims are right, by the confidence they carry; and what confidence each extractor deserves.

    python3 calibrate.py score.py gold.jsonl origins.jsonl [--write Calibration.swift]

`origins.jsonl` is what `macaroni read --facts --origin` prints. A claim is right as `score.py` judges it. The confidence
of an extractor's claims of one predicate is the lower bound of the 95 % interval of Wilson (1927) for the share of right
ones. Where fewer than MINIMUM were judged, the bound over all predicates of the extractor takes its place, and where
those are too few as well, the table says nothing and the extractor's own constant counts.
"""

import argparse
import collections
import hashlib
import importlib.util
import json
import math
import pathlib

MINIMUM = 10
Z = 1.959963984540054


def wilson(right, n):
    share = right / n
    centre = share + Z * Z / (2 * n)
    spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
    return (centre - spread) / (1 + Z * Z / n)


def judged(score, gold, claimed):
    """Extractor, predicate, confidence and rightness of each claim; what is said twice by one extractor counts once."""
    for name, record in gold.items():
        facts = score.by_predicate(record)
        for predicate, claims in score.by_predicate(claimed.get(name, {})).items():
            if predicate not in score.PREDICATES:
                continue
            seen = set()
            for claim in claims:
                key = (claim.get("x"), score.identity(claim))
                if key in seen:
                    continue
                seen.add(key)
                right = any(score.agree(fact, claim) for fact in facts[predicate])
                # Of a truncated document, values that are not labelled may be right or wrong.
                if not right and predicate == "evaluation.value" and record.get("truncated") is True:
                    continue
                yield claim.get("x", ""), predicate, claim.get("c", 0), right


def reliability(rows):
    """Claims by the tenth that their confidence falls into; the error is the mean distance, weighted by claims."""
    bins = collections.defaultdict(list)
    for _, _, confidence, right in rows:
        bins[min(int(confidence * 10), 9)].append((confidence, right))
    lines = [f"{'confidence':14}{'claims':>8}{'said':>8}{'right':>8}{'at least':>10}"]
    error = 0
    for tenth in sorted(bins):
        entries = bins[tenth]
        n, right = len(entries), sum(right for _, right in entries)
        said = sum(confidence for confidence, _ in entries) / n
        error += abs(said - right / n) * n
        lines.append(f"{tenth / 10:.1f} to {tenth / 10 + 0.1:.1f}    {n:8}{said:8.3f}{right / n:8.3f}{wilson(right, n):10.3f}")
    if rows:
        lines.append(f"expected calibration error {error / len(rows):.3f} over {len(rows)} claims")
    return "\n".join(lines)


def by_extractor(rows):
    """Claims by extractor and predicate: how many, how many right, what that allows to say, and what is said."""
    groups = collections.defaultdict(list)
    for extractor, predicate, confidence, right in rows:
        groups[extractor, predicate].append((confidence, right))
    lines = [f"{'extractor':20}{'predicate':28}{'claims':>7}{'right':>8}{'at least':>10}{'said':>8}"]
    for (extractor, predicate), entries in sorted(groups.items()):
        n, right = len(entries), sum(right for _, right in entries)
        said = sum(confidence for confidence, _ in entries) / n
        lines.append(f"{extractor:20}{predicate:28}{n:7}{right / n:8.3f}{wilson(right, n):10.3f}{said:8.3f}")
    return "\n".join(lines)


def table(rows):
    """Confidence by extractor and predicate."""
    counts = collections.defaultdict(lambda: [0, 0])
    for extractor, predicate, _, right in rows:
        for key in ((extractor, predicate), (extractor, None)):
            counts[key][0] += right
            counts[key][1] += 1
    result = collections.defaultdict(dict)
    for (extractor, predicate), (right, n) in counts.items():
        if predicate is None:
            continue
        if n < MINIMUM:
            right, n = counts[extractor, None]
        if n >= MINIMUM:
            result[extractor][predicate] = round(wilson(right, n), 3)
    return result


def swift(result):
    # As `swift format` has it: no comma behind an entry that is the only one.
    def entry(extractor, values):
        pairs = [f'      "{predicate}": {value}' for predicate, value in sorted(values.items())]
        return f'    "{extractor}": [\n' + ",\n".join(pairs) + ("," if len(pairs) > 1 else "") + "\n    ],\n"

    entries = "".join(entry(*item) for item in sorted(result.items())) or "    :\n"
    digest = hashlib.sha256(json.dumps(result, sort_keys=True).encode()).hexdigest()[:12]
    return f'''/// How often each extractor was right on cards labelled by hand: the lower bound of Wilson's 95 % interval.
///
/// `make calibrate` writes this file from the labelled cards; claims carry these figures as their confidence. Where an
/// extractor or a predicate is missing, too few claims were judged, and the extractor's own constant counts.
enum Calibration {{
  /// Part of what decides whether claims are stale.
  static let digest = "{digest}"

  /// By extractor, then by predicate.
  static let table: [String: [String: Double]] = [
{entries}  ]
}}
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("score", type=pathlib.Path, help="the scorer of the labelled cards")
    parser.add_argument("gold", type=pathlib.Path, help="the labelled cards")
    parser.add_argument("claims", type=pathlib.Path, help="the claims, with their origin")
    parser.add_argument("--write", type=pathlib.Path, help="the Swift file to write the table into")
    arguments = parser.parse_args()

    specification = importlib.util.spec_from_file_location("score", arguments.score)
    score = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(score)
    rows = list(judged(score, score.read(arguments.gold), score.read(arguments.claims)))
    print("How often claims are right, by the extractor and the predicate:")
    print(by_extractor(rows))
    print("\nHow often claims are right, by how sure they say they are:")
    print(reliability(rows))
    if arguments.write:
        arguments.write.write_text(swift(table(rows)), encoding="utf-8")
        print(f"wrote {arguments.write}")


if __name__ == "__main__":
    main()
