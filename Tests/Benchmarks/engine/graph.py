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
        lines = ["set -e"]
        for stage in STAGES:
            source = "in" if stage == 1 else f"w/{stage - 1}"
            lines.append(f"ls in | xargs -P2 -I% ./s{stage} {source}/% w/{stage}/%")
            lines.append(f"ls w/{stage}/*.jsonl | xargs cat | wc -l > w/{stage}.n")
        write(f"{self.home}/all.sh", "\n".join(lines) + "\n")

    def command(self):
        return ["sh", "all.sh"], {}


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
