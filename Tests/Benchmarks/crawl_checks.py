"""Holds a run over the Hub's records against what it promises: claims of all front matter, and every model found by its name.

usage: crawl_checks.py DATA REPORTS RECORDS.jsonl.gz CARDS.jsonl.gz

Exits with 1 where a card whose front matter says something gives no claim of it, or where the site does not find a name.
"""

import collections
import gzip
import json
import pathlib
import re
import sys

import yaml

FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)(?:^---[ \t]*(?:\r?\n|\Z))", re.S | re.M)


class Loader(yaml.SafeLoader):
    """Reads every value as the text that is printed: dates and tags of their own are no reason to give up."""


Loader.yaml_implicit_resolvers = {}
Loader.add_multi_constructor("", lambda loader, suffix, node: "")


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def records(folder, kind):
    folder = pathlib.Path(folder)
    folder = folder / (folder / "latest").read_text().strip()
    for path in sorted(folder.glob(f"{kind}*.jsonl")):
        with path.open(encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)


def front_matter(text):
    """The mapping at the head of a card, and why there is none."""
    found = FRONT_MATTER.match(text)
    if not found:
        return None, "no front matter"
    try:
        value = yaml.load(found.group(1), Loader)
    except yaml.YAMLError:
        return None, "not YAML"
    if isinstance(value, dict):
        return value, "a mapping" if value else "empty"
    return None, "empty" if value in (None, "") else "no mapping"


def says(value):
    """Whether anything is said by a value: null, empty lists and placeholders say nothing."""
    if isinstance(value, dict):
        return bool(value)
    if isinstance(value, list):
        return any(map(says, value))
    return str(value).strip() not in ("", "~", "null", "Null", "NULL") and "{{" not in str(value)


def check_claims(data, cards):
    stated = {claim["source"] for claim in records(data / "parse-readme", "claim") if claim["method"] == "front_matter"}
    forms, silent, broken = collections.Counter(), collections.Counter(), []
    for source in records(data / "fetch", "source"):
        if source["role"] != "readme":
            continue
        text = cards.get(source["locator"].removeprefix("hf:").removesuffix("/README.md"))
        if text is None:
            sys.exit(f"crawl_checks: there is no card for {source['locator']}")
        mapping, form = front_matter(text)
        forms[form] += 1
        if not mapping or source["id"] in stated:
            continue
        if any(map(says, mapping.values())):
            broken.append(f"{source['locator']}: {', '.join(map(str, mapping))}")
        else:
            silent[", ".join(sorted(map(str, mapping)))] += 1
    print("front matter of cards: " + ", ".join(f"{count:,} {form}" for form, count in forms.most_common()))
    given = forms["a mapping"] - silent.total() - len(broken)
    print(f"mappings that give claims: {given:,}; that hold nothing but empty values: {silent.total():,}; "
          f"that say something and give none: {len(broken):,}")
    for keys, count in silent.most_common(20):
        print(f"{count:>7}  empty: {keys}")
    for line in broken[:20]:
        print("  no claim of " + line)
    return not broken


def check_names(site, listed):
    found = set()
    for path in sorted((site / "data").glob("rows-*.js")):
        text = path.read_text(encoding="utf-8")
        found.update(json.loads(text[text.index(",") + 1:text.rindex(")")])["names"])
    missing = [name for name in listed if name not in found]
    print(f"names that the site's search finds: {len(listed) - len(missing):,} of {len(listed):,} listed")
    for name in missing[:20]:
        print("  not found: " + name)
    return not missing


def main():
    data, reports = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    listed = [record.get("id") or record["modelId"] for record in lines(sys.argv[3])]
    cards = {card["modelId"]: card["readme"] for card in lines(sys.argv[4])}
    good = check_claims(data, cards)
    good = check_names(reports / "site", listed) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
