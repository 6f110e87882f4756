"""The plain way to compare two snapshots: both in dictionaries, every record parsed, fields counted, renames by revision."""

import collections
import glob
import json
import sys


def read(folder):
    records = {}
    for path in glob.glob(f"{folder}/model-*.jsonl"):
        with open(path, "rb") as file:
            for line in file:
                record = json.loads(line)
                records[record["id"]] = record
    return records


before, after = read(sys.argv[1]), read(sys.argv[2])
added, removed = after.keys() - before.keys(), before.keys() - after.keys()
fields = collections.Counter()
for key in before.keys() & after.keys():
    old, new = before[key], after[key]
    if old != new:
        fields.update(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))
revisions = {before[key]["revision"]: key for key in removed}
renamed = sum(after[key]["revision"] in revisions for key in added)
json.dump({"added": len(added) - renamed, "removed": len(removed) - renamed, "renamed": renamed, "fields": fields}, sys.stdout)
