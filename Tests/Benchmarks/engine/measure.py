"""Runs each engine over the same tasks and prints one table; every row's results are checked against what they should be."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys

import graph

# Of 390 tasks, for which the bars are set.
BAR_SHARDS = 64


class Cost:
    """Wall and CPU seconds and the largest process of a command with all it started."""

    def __init__(self, peer, meter, after=None):
        words, environment = peer.command() if after is None else peer.command_after(after)
        figures = f"{peer.home}.cost"
        process = subprocess.run(
            [meter, figures, *words], cwd=peer.home, env={**os.environ, **environment}, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, check=False,
        )
        if process.returncode != 0:
            talk = process.stderr.decode(errors="replace")[-2000:]
            raise SystemExit(f"{peer.name}: {' '.join(words)} ended with {process.returncode}: {talk}")
        with open(figures) as file:
            wall, cpu, memory = file.read().split()
        self.wall, self.cpu, self.memory = float(wall), float(cpu), int(memory)


class Row:
    def __init__(self, peer, rounds, meter):
        self.peer = peer
        peer.prepare()
        self.full = Cost(peer, meter)
        self.versions = {}
        self.check("full run")
        self.nothing = [Cost(peer, meter) for _ in range(rounds)]
        self.check("nothing to do")
        self.one = []
        for number in range(rounds):
            shard = (7 * number + 3) % peer.shards
            self.versions[shard] = number + 1
            peer.edit(shard, number + 1)
            self.one.append(Cost(peer, meter, after=shard))
            self.check("one changed shard")

    def check(self, when):
        wrong = self.peer.wrong(self.versions)
        if wrong:
            raise SystemExit(f"{self.peer.name}: after '{when}' {len(wrong)} results are wrong, such as {wrong[0]}")

    @staticmethod
    def wall(costs):
        return statistics.median(cost.wall for cost in costs)


def spoken(seconds):
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def is_there(kind, programs):
    return shutil.which(kind("", 0, programs).version[0]) is not None


def table(rows, shell):
    print(
        f"{'engine':12} {'tasks':>6} {'nothing to do':>15} {'one shard':>11} {'full':>9} {'CPU a task over shell':>22} "
        f"{'memory':>8}   against ninja: nothing, one, full"
    )
    base = next((row for row in rows if row.peer.name == "ninja"), None)
    for row in rows:
        extra = row.full.cpu / row.peer.tasks - shell.full.cpu / shell.peer.tasks
        memory = max(cost.memory for cost in row.nothing)
        ratios = ""
        if base and row is not base and row.peer.tasks == base.peer.tasks:
            pairs = [
                (Row.wall(row.nothing), Row.wall(base.nothing)), (Row.wall(row.one), Row.wall(base.one)),
                (row.full.wall, base.full.wall),
            ]
            ratios = ", ".join(f"{mine / theirs:.1f}" for mine, theirs in pairs)
        print(
            f"{row.peer.name:12} {row.peer.tasks:6} {spoken(Row.wall(row.nothing)):>15} {spoken(Row.wall(row.one)):>11} "
            f"{spoken(row.full.wall):>9} {extra * 1000:19.1f} ms {memory / 1e6:5.1f} MB   {ratios}"
        )


def beyond(rows, shell):
    """What one changed shard takes beyond its commands, which a shell that knows them runs one after the other."""
    commands = Row.wall(shell.one)
    times = ", ".join(f"{row.peer.name} {spoken(Row.wall(row.one) - commands)}" for row in rows if row.peer.tasks == shell.peer.tasks)
    print(f"one shard beyond its commands, which alone take {spoken(commands)}: {times}")


def missed(rows, shell):
    """The bars that macaroni misses, as sentences: ratios of one run, and CPU a task over what a shell takes in it."""
    by_name = {row.peer.name: row for row in rows}
    own = by_name.get("macaroni")
    if own is None:
        return []
    sentences = []
    snakemake = by_name.get("Snakemake")
    if snakemake and snakemake.peer.tasks == own.peer.tasks:
        share = Row.wall(own.nothing) / Row.wall(snakemake.nothing)
        if share > 0.1:
            sentences.append(f"with nothing to do it takes {share:.2f} of Snakemake's time, and should take at most 0.10")
    memory = max(cost.memory for cost in own.nothing) / 1e6
    if own.peer.shards == BAR_SHARDS and memory > 20:
        sentences.append(f"with nothing to do it holds {memory:.1f} MB, and should hold at most 20")
    extra = (own.full.cpu / own.peer.tasks - shell.full.cpu / shell.peer.tasks) * 1000
    if extra > 3:
        sentences.append(f"a full run of {own.peer.tasks} tasks takes {extra:.1f} ms of CPU a task over a shell, and should take at most 3")
    return sentences


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--programs", required=True, help="where macaroni's programs are")
    options.add_argument("--meter", required=True, help="cost.c, compiled")
    options.add_argument("--work", required=True, help="an empty folder to work in")
    options.add_argument("--shards", type=int, default=BAR_SHARDS)
    options.add_argument("--dvc-shards", type=int, default=BAR_SHARDS)
    options.add_argument("--scale", default="666,6666", help="further numbers of shards, for the engines that scale")
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--only", help="engines, with commas")
    options = options.parse_args()
    programs = os.path.abspath(options.programs)
    meter = os.path.abspath(options.meter)
    peers = [graph.Macaroni, graph.Ninja, graph.Make, graph.Snakemake, graph.DVC]
    if options.only:
        peers = [peer for peer in peers if peer.name in options.only.split(",")]

    def made(kind, shards):
        home = os.path.join(os.path.abspath(options.work), f"{kind.name.replace(' ', '-')}-{shards}")
        shutil.rmtree(home, ignore_errors=True)
        os.makedirs(home)
        return kind(home, shards, programs)

    shell_peer = made(graph.Shell, options.shards)
    shell_peer.prepare()
    # The first run pays for cold programs and folders.
    Cost(shell_peer, meter)
    shell = Row(shell_peer, options.rounds, meter)
    rows = []
    for kind in peers:
        if not is_there(kind, programs):
            print(f"{kind.name} is not installed and is left out")
            continue
        # DVC's cost for each task grows with their number: the 390 take minutes, fewer would flatter it.
        shards = options.dvc_shards if kind is graph.DVC else options.shards
        rows.append(Row(made(kind, shards), 2 if kind is graph.DVC else options.rounds, meter))
    table(rows, shell)
    beyond(rows, shell)
    sentences = missed(rows, shell)

    for shards in [int(number) for number in options.scale.split(",") if number]:
        rows = []
        shell = None
        for kind in [graph.Shell] + peers:
            # Python engines take minutes from here on, make at the largest.
            if kind in (graph.Snakemake, graph.DVC) or not is_there(kind, programs) or (kind is graph.Make and shards > 1000):
                continue
            row = Row(made(kind, shards), 1, meter)
            if kind is graph.Shell:
                shell = row
            else:
                rows.append(row)
            shutil.rmtree(row.peer.home, ignore_errors=True)
        print()
        table(rows, shell)
        sentences += missed(rows, shell)
    if sentences:
        raise SystemExit("macaroni: " + "; ".join(sentences))


if __name__ == "__main__":
    sys.exit(main())
