"""Holds every line of the snapshots in a data folder to the published schema of its kind, and the schemas to their own.

    validate.py SCHEMAS DATA
"""

import json
import pathlib
import sys

import jsonschema


def main():
    schemas, data = (pathlib.Path(argument) for argument in sys.argv[1:])
    validators = {}
    for path in sorted(schemas.glob("*.schema.json")):
        schema = json.loads(path.read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        validators[path.name.split(".")[0]] = jsonschema.Draft202012Validator(schema)
    lines = 0
    wrong = []
    for path in sorted(data.glob("*/*/*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            record = json.loads(line)
            lines += 1
            wrong += [f"{path}:{number}: {error.message}" for error in validators[record["kind"]].iter_errors(record)]
    print(f"{lines} lines hold to {len(validators)} schemas" if not wrong else "\n".join(wrong[:20]))
    return 1 if wrong or lines == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
