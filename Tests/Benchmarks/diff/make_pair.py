"""Makes two snapshots of 200,000 models of two days, from a seed: what one night changes, at the size of a large zoo.

Between the days: 1,500 added, 1,000 removed, 200 renamed (194 keep their revision), 119,186 counters moved, 6,125 commits, 3,075
licences, 2,000 parameter counts, 1,007 lists of tags reordered.
"""

import hashlib
import json
import os
import random
import sys

MODELS, SHARDS = 200_000, 16


def model(generator, number):
    owner, name = f"org{number % 9973}", f"model-{number}"
    return {
        "architecture": generator.choice(["arch:bert", "arch:gpt2", "arch:resnet"]), "has_card": True,
        "id": f"mz:model/hf/{owner}%2F{name}", "kind": "model", "languages": ["en"],
        "license": {"basis": "declared", "expr": generator.choice(["MIT", "Apache-2.0", "CC-BY-4.0"]), "keys": ["x"]},
        "name": name, "native_id": f"{owner}/{name}", "owner": f"mz:agent/hf/{owner}",
        "params_total": generator.randrange(10**6, 10**10),
        "popularity": {"as_of": "2026-11-22", "downloads_30d": generator.randrange(10**6), "likes": generator.randrange(999)},
        "revision": f"{generator.getrandbits(160):040x}", "tags": [f"tag-{generator.randrange(500)}" for _ in range(4)],
        "tasks": ["task:text-classification"], "v": "1.0", "zoo": "zoo:hf",
    }


def rename(record, number):
    name = record["name"]
    return {**record, "id": f"mz:model/hf/moved{number}%2F{name}", "native_id": f"moved{number}/{name}", "owner": f"mz:agent/hf/moved{number}"}


def write(folder, records, fingerprint, day):
    os.makedirs(folder, exist_ok=True)
    shards = [[] for _ in range(SHARDS)]
    for record in records:
        shards[hashlib.md5(record["id"].encode()).digest()[0] % SHARDS].append(record)
    files = []
    for shard, content in enumerate(shards):
        content.sort(key=lambda record: record["id"].encode())
        lines = "".join(json.dumps(record, sort_keys=True, separators=(",", ":")) + "\n" for record in content).encode()
        name = f"model-{shard:05}-of-{SHARDS:05}.jsonl"
        with open(f"{folder}/{name}", "wb") as file:
            file.write(lines)
        files.append({
            "bytes": len(lines), "kind": "model", "lines": len(content), "name": name,
            "sha256": hashlib.sha256(lines).hexdigest(), "shard": shard,
        })
    index = {
        "as_of": day, "files": files, "fingerprint": fingerprint, "min_reader": "1.0", "shards": SHARDS, "stage": "normalise",
        "stage_version": 1, "v": "1.0",
    }
    with open(f"{folder}/index.json", "w") as file:
        json.dump(index, file)
    with open(f"{folder}/receipt.json", "w") as file:
        json.dump({"fingerprint": fingerprint, "stage": "normalise", "finished_at": day}, file)


def main(folder):
    generator = random.Random(7)
    before = [model(generator, number) for number in range(MODELS)]
    after = [{**record, "popularity": dict(record["popularity"]), "license": dict(record["license"])} for record in before]
    order = list(range(MODELS))
    generator.shuffle(order)
    removed, renamed, rest = set(order[:1000]), order[1000:1200], order[1200:]
    for number in generator.sample(rest, 119_186):
        after[number]["popularity"]["downloads_30d"] += generator.randrange(1, 1000)
    for number in generator.sample(rest, 6125):
        after[number]["revision"] = f"{generator.getrandbits(160):040x}"
    for number in generator.sample(rest, 3075):
        after[number]["license"]["expr"] = "GPL-3.0-only"
    for number in generator.sample(rest, 2000):
        after[number]["params_total"] += 1
    for number in generator.sample([n for n in rest if len(set(before[n]["tags"])) > 1 and before[n]["tags"] != before[n]["tags"][::-1]], 1007):
        after[number]["tags"] = after[number]["tags"][::-1]
    for count, number in enumerate(renamed):
        after[number] = rename(after[number], count)
        if count >= 194:
            after[number]["revision"] = f"{generator.getrandbits(160):040x}"
    after = [record for number, record in enumerate(after) if number not in removed]
    after += [model(generator, MODELS + number) for number in range(1500)]
    write(f"{folder}/before", before, "000000000001", "2026-11-22")
    write(f"{folder}/after", after, "000000000002", "2026-11-23")


main(sys.argv[1])
