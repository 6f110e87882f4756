"""How often each extractor is right about what it claims, beside how sure it says it is.

    python3 reliability.py SCORE.PY GOLD.JSONL CLAIMS.JSONL

CLAIMS holds the lines of `macaroni read` for the gold file's documents. A claim is right when gold holds its statement,
by the rules of SCORE.PY. The bound is the lower end of Wilson's 95 % interval: what a confidence may safely be.
"""

import collections
import importlib.util
import json
import math
import pathlib
import sys


def wilson(right, count, z=1.96):
    share = right / count
    centre = share + z * z / (2 * count)
    margin = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    return (centre - margin) / (1 + z * z / count)


def statement(claim):
    qualifiers = dict(claim.get("qualifiers") or {})
    # The labels name metrics and data sets of a model-index by their types.
    for name in ("metric", "dataset"):
        qualifiers[name] = qualifiers.get(name + "_type", qualifiers.get(name))
    span = claim.get("span") or {}
    return {"p": claim["predicate"], "v": claim.get("value"), "q": {k: v for k, v in qualifiers.items() if v is not None},
            "lines": [span.get("line_start"), span.get("line_end")]}


def main():
    scoring, gold_path, claims_path = map(pathlib.Path, sys.argv[1:4])
    spec = importlib.util.spec_from_file_location("score", scoring)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.read(gold_path)
    counts = collections.defaultdict(lambda: [0, 0, 0.0])
    for line in claims_path.read_text(encoding="utf-8").splitlines():
        claim = json.loads(line)
        document = claim["subject"].split("/file/", 1)[-1]
        record = gold.get(document)
        if record is None or claim["predicate"] not in score.PREDICATES or claim.get("polarity", "asserted") != "asserted":
            continue
        said = statement(claim)
        facts = [fact for fact in record["facts"] if fact["p"] == claim["predicate"]]
        right = any(score.agree(fact, said) for fact in facts)
        if not right and record.get("truncated") and claim["predicate"] == "evaluation.value":
            continue
        count = counts[(claim["extractor"]["name"], claim["predicate"])]
        count[0] += 1
        count[1] += right
        count[2] += claim.get("confidence", 0)
    print(f"{'extractor':20}{'predicate':28}{'claims':>7}{'right':>7}{'share':>8}{'bound':>8}{'stated':>8}")
    for (extractor, predicate), (count, right, stated) in sorted(counts.items()):
        print(f"{extractor:20}{predicate:28}{count:7}{right:7}{right / count:8.3f}{wilson(right, count):8.3f}{stated / count:8.3f}")


if __name__ == "__main__":
    main()
