"""The same tasks for every engine: shards x 6 stages, one `sed` each over 100 JSON lines (6 kB), and a count of lines per stage.

A class per engine writes what it needs into an empty folder and says which command brings everything up to date. Everyone reads
`in/<shard>.jsonl` and runs the same commands; where the results stand differs, so each class knows that too.
"""

import json
import os
import stat

STAGES = range(1, 7)


def line(shard, number, stage):
    return f'{{"id":"{shard:05}-{number:03}","pad":"abcdefghijklmnop","stage":{stage}}}\n'


def text(shard, stage, version=0):
    """What a shard holds after a stage; `version` is what the benchmark edits."""
    return "".join(line(shard, number + version, stage) for number in range(100))


def write(path, content, executable=False):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(content)
    if executable:
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)


def sed(stage):
    return f"sed s/stage\\\":{stage - 1}}}/stage\\\":{stage}}}/"


class Peer:
    """An engine over a graph of `shards` shards in the folder `home`."""

    name = ""
    version = ["true"]
    parallel = True

    def __init__(self, home, shards, programs):
        self.home, self.shards, self.programs = home, shards, programs

    @property
    def tasks(self):
        return self.shards * len(STAGES) + len(STAGES)

    def prepare(self):
        for shard in range(self.shards):
            self.edit(shard, 0)
        self.describe()

    def edit(self, shard, version):
        write(f"{self.home}/in/{shard:05}.jsonl", text(shard, 0, version))

    def describe(self):
        """Writes the engine's own file."""

    def command(self):
        """The command that brings everything up to date, and its environment."""

    def command_after(self, shard):
        """The command after an edit of one shard."""
        return self.command()

    def output(self, stage, shard):
        return f"{self.home}/w/{stage}/{shard:05}.jsonl"

    def count(self, stage):
        return f"{self.home}/w/{stage}.n"

    def wrong(self, versions):
        """Results that are not what they should be; `versions` says which shards were edited."""
        found = []
        for stage in STAGES:
            for shard in range(self.shards):
                path = self.output(stage, shard)
                if read(path) != text(shard, stage, versions.get(shard, 0)):
                    found.append(path)
            if read(self.count(stage)).strip() != str(100 * self.shards):
                found.append(self.count(stage))
        return found


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


class Shell(Peer):
    """No engine at all: the bare commands, two at a time."""

    name = "bare shell"

    def describe(self):
        for stage in STAGES:
            os.makedirs(f"{self.home}/w/{stage}", exist_ok=True)
            write(f"{self.home}/s{stage}", f'#!/bin/sh\n{sed(stage)} "$1" > "$2"\n', True)
        # All shards two at a time, and one alone.
        self.script("all.sh", "ls in | xargs -P2 -I% ./s{stage} {source}/% w/{stage}/%")
        self.script("one.sh", "./s{stage} {source}/$1 w/{stage}/$1")

    def script(self, name, command):
        lines = ["set -e"]
        for stage in STAGES:
            source = "in" if stage == 1 else f"w/{stage - 1}"
            lines.append(command.format(stage=stage, source=source))
            lines.append(f"cat w/{stage}/*.jsonl | wc -l > w/{stage}.n")
        write(f"{self.home}/{name}", "\n".join(lines) + "\n")

    def command(self):
        return ["sh", "all.sh"], {}

    def command_after(self, shard):
        return ["sh", "one.sh", f"{shard:05}.jsonl"], {}


class Ninja(Peer):
    name = "ninja"
    version = ["ninja", "--version"]

    def describe(self):
        lines = []
        for stage in STAGES:
            command = sed(stage).replace("$", "$$")
            lines.append(f"rule s{stage}\n command = {command} $in > $out")
        lines.append("rule count\n command = cat $in | wc -l > $out")
        for stage in STAGES:
            source = "in" if stage == 1 else f"w/{stage - 1}"
            outs = []
            for shard in range(self.shards):
                out = f"w/{stage}/{shard:05}.jsonl"
                lines.append(f"build {out}: s{stage} {source}/{shard:05}.jsonl")
                outs.append(out)
            lines.append(f"build w/{stage}.n: count {' '.join(outs)}")
        write(f"{self.home}/build.ninja", "\n".join(lines) + "\n")

    def command(self):
        return ["ninja", "-j2", "--quiet"], {}


class Make(Peer):
    name = "GNU make"
    version = ["make", "--version"]

    def describe(self):
        lines = [f"all: {' '.join(f'w/{stage}.n' for stage in STAGES)}"]
        for stage in STAGES:
            os.makedirs(f"{self.home}/w/{stage}", exist_ok=True)
            source = "in" if stage == 1 else f"w/{stage - 1}"
            outs = [f"w/{stage}/{shard:05}.jsonl" for shard in range(self.shards)]
            for shard, out in enumerate(outs):
                lines.append(f"{out}: {source}/{shard:05}.jsonl\n\t@{sed(stage)} $< > $@")
            lines.append(f"w/{stage}.n: {' '.join(outs)}\n\t@cat $^ | wc -l > $@")
        write(f"{self.home}/Makefile", "\n".join(lines) + "\n")

    def command(self):
        # A make that runs this benchmark must not hand its own flags down.
        return ["make", "-j2", "-s"], {"MAKEFLAGS": "", "MAKELEVEL": ""}


class Snakemake(Peer):
    name = "Snakemake"
    version = ["snakemake", "--version"]

    def describe(self):
        lines = [
            f"SHARDS = ['%05d' % n for n in range({self.shards})]",
            f"rule all:\n    input: {', '.join(repr(f'w/{stage}.n') for stage in STAGES)}",
        ]
        for stage in STAGES:
            source = "in" if stage == 1 else f"w/{stage - 1}"
            lines.append(
                f"rule s{stage}:\n    input: '{source}/{{s}}.jsonl'\n    output: 'w/{stage}/{{s}}.jsonl'\n"
                f"    shell: r'''{sed(stage).replace('}', '}}')} {{input}} > {{output}}'''"
            )
            lines.append(
                f"rule g{stage}:\n    input: expand('w/{stage}/{{s}}.jsonl', s=SHARDS)\n    output: 'w/{stage}.n'\n"
                "    shell: 'cat {input} | wc -l > {output}'"
            )
        write(f"{self.home}/Snakefile", "\n".join(lines) + "\n")

    def command(self):
        return ["snakemake", "--cores", "2", "--quiet", "all"], {}


class DVC(Peer):
    name = "DVC"
    version = ["dvc", "--version"]
    parallel = False

    def describe(self):
        lines = ["stages:"]
        for stage in STAGES:
            source = "in" if stage == 1 else f"w/{stage - 1}"
            os.makedirs(f"{self.home}/w/{stage}", exist_ok=True)
            write(f"{self.home}/s{stage}", f'#!/bin/sh\n{sed(stage)} "$1" > "$2"\n', True)
            lines.append(
                f"  s{stage}:\n    foreach: [{', '.join(repr('%05d' % shard) for shard in range(self.shards))}]\n"
                f"    do:\n      cmd: ./s{stage} {source}/${{item}}.jsonl w/{stage}/${{item}}.jsonl\n"
                f"      deps: ['{source}/${{item}}.jsonl']\n      outs: ['w/{stage}/${{item}}.jsonl']"
            )
            outs = ", ".join(f"'w/{stage}/{shard:05}.jsonl'" for shard in range(self.shards))
            lines.append(
                f"  g{stage}:\n    cmd: cat w/{stage}/*.jsonl | wc -l > w/{stage}.n\n    deps: [{outs}]\n"
                f"    outs: ['w/{stage}.n']"
            )
        write(f"{self.home}/dvc.yaml", "\n".join(lines) + "\n")
        os.system(f"cd '{self.home}' && dvc init --no-scm --quiet && dvc config core.analytics false")

    def command(self):
        return ["dvc", "repro", "--quiet"], {"DVC_NO_ANALYTICS": "1"}


class Macaroni(Peer):
    """Six stages that are shell programs; one more task takes the input in, as every snapshot has a stage."""

    name = "macaroni"

    def __init__(self, home, shards, programs):
        super().__init__(home, shards, programs)
        self.version = [f"{programs}/macaroni", "--version"]

    def edit(self, shard, version):
        write(f"{self.home}/in/l0-{shard:05}-of-{self.shards:05}.jsonl", text(shard, 0, version))

    def describe(self):
        self.program(0, {"writes": ["l0"]}, 'cp "$MACARONI_BASE"/in/* "$MACARONI_OUT"')
        lines = ["macaroni: 1", f"shards: {self.shards}", "stages:", "  s0: { uses: in }"]
        for stage in STAGES:
            source, target = f"l{stage - 1}$MACARONI_SUFFIX.jsonl", f"l{stage}$MACARONI_SUFFIX.jsonl"
            self.program(
                stage,
                {"sharded": True, "reads": [f"l{stage - 1}"], "writes": [f"l{stage}"], "gathers": [f"n{stage}"]},
                "case $MACARONI_TASK in\n"
                f'  gather) exec > "$MACARONI_OUT/n{stage}.jsonl"; cd "$MACARONI_IN"; cat l{stage}-*.jsonl | wc -l ;;\n'
                f'  *) {sed(stage)} "$MACARONI_IN/{source}" > "$MACARONI_OUT/{target}" ;;\nesac',
            )
            lines.append(f"  s{stage}: {{ from: s{stage - 1} }}")
        write(f"{self.home}/p.yaml", "\n".join(lines) + "\n")

    def program(self, stage, description, script):
        said = json.dumps({"name": f"s{stage}", "version": 1, **description})
        write(
            f"{self.home}/programs/macaroni-s{stage}",
            f"#!/bin/sh\nif [ \"$1\" = --describe ]; then\n  echo '{said}'\n  exit\nfi\n{script}\n", True,
        )

    def command(self):
        words = "run --quiet --jobs 2 --manifest p.yaml --data data --reports reports --as-of 2026-11-23".split()
        return [f"{self.programs}/macaroni", *words], {"PATH": f"{self.home}/programs:{os.environ['PATH']}"}

    def snapshot(self, stage):
        return f"{self.home}/data/s{stage}/{read(f'{self.home}/data/s{stage}/latest').strip()}"

    def output(self, stage, shard):
        return f"{self.snapshot(stage)}/l{stage}-{shard:05}-of-{self.shards:05}.jsonl"

    def count(self, stage):
        return f"{self.snapshot(stage)}/n{stage}.jsonl"
