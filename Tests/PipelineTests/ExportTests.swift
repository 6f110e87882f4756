import Foundation
import Pipeline
import TestSupport
import Testing

/// What is exported, word for word; no cluster is needed to read it.
@Suite struct ExportTests {
  private let graph = JobGraph(jobs: [
    .init(stage: "fetch", part: .whole),
    .init(
      stage: "parse-readme", part: .shards([0, 1, 2, 5, 7]), waits: [.init("fetch", .all)], memoryBytes: 100_000_000),
    .init(stage: "normalise", part: .prepare, waits: [.init("parse-readme", .all)]),
    .init(
      stage: "normalise", part: .shards([0, 1, 2, 3]),
      waits: [.init("parse-readme", .sameShard), .init("normalise-prepare", .all)]),
    .init(stage: "normalise", part: .finish, waits: [.init("normalise", .all)]),
    .init(stage: "evaluate", part: .shards([3]), waits: [.init("normalise", .sameShard)], isAlone: true),
  ])
  private let call = ExportedCall(
    program: "/opt/macaroni",
    options: ["--manifest", "/srv/night ly.yaml", "--data", "/srv/data", "--as-of", "2026-11-23"])

  private func slurm(_ edit: (inout SlurmExport.Options) -> Void = { _ in }) -> [String: String] {
    var options = SlurmExport.Options(name: "nightly")
    edit(&options)
    let files = SlurmExport(graph, options: options, call: call).files
    return Dictionary(files.map { ($0.name, $0.text) }) { first, _ in first }
  }

  @Test("arrays wait shard by shard, what needs everything waits for everything")
  func dependencies() throws {
    let submit = try #require(slurm()["submit.sh"])
    let calls = submit.split(separator: "\n").filter {
      $0.hasPrefix("submit -") || $0.hasPrefix("submit j") || $0.hasPrefix("job_")
    }
    #expect(
      calls == [
        "submit jobs/fetch.sbatch",
        "job_fetch=$id",
        "submit --array=0-2,5,7 --dependency=afterok:$job_fetch jobs/parse-readme.sbatch",
        "job_parse_readme=$id",
        "submit --dependency=afterok:$job_parse_readme jobs/normalise-prepare.sbatch",
        "job_normalise_prepare=$id",
        "submit --array=0-3 --dependency=aftercorr:$job_parse_readme,afterok:$job_normalise_prepare jobs/normalise.sbatch",
        "job_normalise=$id",
        "submit --dependency=afterok:$job_normalise jobs/normalise-finish.sbatch",
        "job_normalise_finish=$id",
        "submit --array=3 --dependency=aftercorr:$job_normalise jobs/evaluate.sbatch",
        "job_evaluate=$id",
        "submit --dependency=afterok:$job_fetch:$job_parse_readme:$job_normalise_prepare:$job_normalise"
          + ":$job_normalise_finish:$job_evaluate run.sbatch",
      ])
  }

  @Test("each element of an array is one call of the task verb")
  func script() {
    #expect(
      slurm()["jobs/parse-readme.sbatch"] == """
        #!/bin/sh
        # parse-readme: 5 shards. Done again, a task that is done does nothing.
        #SBATCH --job-name=nightly.parse-readme
        #SBATCH --ntasks=1 --cpus-per-task=1 --mem=192M
        #SBATCH --requeue --open-mode=append --kill-on-invalid-dep=yes
        #SBATCH --output=log/%x.%A_%a.out
        exec /opt/macaroni task parse-readme:"$((${1:-0} + SLURM_ARRAY_TASK_ID))" --manifest '/srv/night ly.yaml' --data /srv/data --as-of 2026-11-23

        """)
    #expect(slurm()["jobs/evaluate.sbatch"]?.contains("#SBATCH --ntasks=1 --exclusive\n") == true)
    #expect(slurm()["run.sbatch"]?.contains("exec /opt/macaroni run --manifest") == true)
  }

  @Test("more shards than an array takes go into several arrays, cut alike in every stage")
  func chunks() throws {
    let submit = try #require(
      slurm {
        $0.arraySize = 4
        $0.throttle = 2
        $0.sbatch = ["--partition=long jobs"]
      }["submit.sh"])
    #expect(
      submit.contains(
        "submit --array=0-2%2 --dependency=afterok:$job_fetch jobs/parse-readme.sbatch\njob_parse_readme=$id\n"))
    #expect(
      submit.contains(
        "submit --array=1,3%2 --dependency=afterok:$job_fetch jobs/parse-readme.sbatch 4\njob_parse_readme_part1=$id\n")
    )
    #expect(
      submit.contains("--dependency=afterok:$job_parse_readme:$job_parse_readme_part1 jobs/normalise-prepare.sbatch"))
    #expect(submit.contains("id=$(sbatch --parsable '--partition=long jobs' \"$@\")"))
  }

  @Test("a job that Slurm held after it lost a node is released; one that a person held or requeued stays held")
  func held() async throws {
    let folder = try TemporaryFolder()
    try folder.write(try #require(slurm()["watch.sh"]), to: "watch.sh")
    // The queue as it is looked at first; then it is empty.
    try await folder.writeProgram(
      """
      #!/bin/sh
      [ -e '\(folder.path)/looked' ] && exit
      touch '\(folder.path)/looked'
      echo '11 launch failed requeued held'
      echo '12_3 job requeued in held state'
      echo '13 JobHeldUser'
      echo '14 Dependency'

      """, to: "squeue")
    try await folder.writeProgram("#!/bin/sh\necho \"$*\" >> '\(folder.path)/released'\n", to: "scontrol")
    try await folder.writeProgram("#!/bin/sh\nexit 0\n", to: "macaroni")
    let text = try String(contentsOfFile: folder.path + "/watch.sh", encoding: .utf8)
    try folder.write(
      text.replacingOccurrences(of: "/opt/macaroni", with: folder.path + "/macaroni"), to: "watch.sh")
    let answer = try await Programs.run(
      "/bin/sh", [folder.path + "/watch.sh"],
      environment: ["PATH": folder.path + ":/usr/bin:/bin", "WATCH_SECONDS": "0"])
    #expect(answer.status == 0, "\(answer.talk)")
    #expect(try String(contentsOfFile: folder.path + "/released", encoding: .utf8) == "release 11\n")
    #expect(answer.talk == "watch: released 11 (launch failed requeued held)\n")
  }

  @Test("an export from before the first stage has run says what it cannot know, and jobs of what is done do nothing")
  func unknown() async throws {
    let bench = try await ShellPipeline(shards: 3)
    #expect(try await bench.run().status == 0)
    try bench.give("other")
    _ = try bench.executions()
    let export = try await bench.macaroni("export slurm", "--as-of", "2026-11-02")
    #expect(
      export.talk.contains("which tasks of s1, s2, s3, s4, s5, s6 are to be done is known when"), "\(export.talk)")
    let script = """
      cd '\(bench.folder.path)/data/export/slurm/jobs' && grep -q 'Some may be done' s1.sbatch && sh take.sbatch || exit 1
      for stage in 1 2 3 4 5 6; do
        for shard in 0 1 2; do SLURM_ARRAY_TASK_ID=$shard sh s$stage.sbatch || exit 1; done
        sh s$stage-finish.sbatch || exit 1
      done
      """
    let jobs = try await Programs.run("/bin/sh", ["-c", script], environment: bench.environment([:]))
    #expect(jobs.status == 0, "\(jobs.talk)")
    #expect(try bench.executions() == (1...6).flatMap { ["s\($0):1", "s\($0):gather"] })
    let again = try await bench.macaroni("export slurm", "--as-of", "2026-11-02")
    #expect(again.talk.contains("nothing is left to do"), "\(again.talk)")
    #expect(!again.talk.contains("is known when"), "\(again.talk)")
    // After the first stage the next is known, and its clean shards are left out.
    try bench.give("third")
    #expect(try await bench.macaroni("task", "take", "--as-of", "2026-11-03").status == 0)
    let known = try await bench.macaroni("export slurm", "--as-of", "2026-11-03")
    #expect(known.talk.contains("which tasks of s2, s3, s4, s5, s6 are"), "\(known.talk)")
    let submit = try String(contentsOfFile: bench.folder.path + "/data/export/slurm/submit.sh", encoding: .utf8)
    #expect(submit.contains("submit --array=1 jobs/s1.sbatch"), "\(submit)")
  }

  @Test("a name cannot become a command")
  func hostile() throws {
    let graph = JobGraph(jobs: [.init(stage: "a\n$(touch x)'`b`/../c", part: .shards([0]))])
    let files =
      SlurmExport(graph, options: .init(name: "n\nrm -rf"), call: call).files + NinjaExport(graph, call: call).files
    for file in files {
      #expect(!file.name.contains("$") && !file.name.contains("\n") && !file.name.dropFirst(5).contains("/"))
      #expect(!file.text.contains("\nrm"))
    }
    let folder = try TemporaryFolder()
    try folder.write(files[0].text.replacingOccurrences(of: "exec /opt/macaroni", with: "exec echo"), to: "job.sh")
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [folder.path + "/job.sh"]
    shell.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    shell.environment = ["SLURM_ARRAY_TASK_ID": "0", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    shell.waitUntilExit()
    #expect(words.hasPrefix("task a\n$(touch x)'`b`/../c:0 --manifest"))
    #expect(try folder.contents(of: ".").keys.sorted() == ["job.sh"])
  }

  @Test("ninja gets one edge a task")
  func ninja() throws {
    let text = try #require(NinjaExport(graph, call: call).files.first?.text)
    #expect(
      text.hasPrefix(
        """
        # 13 tasks. Made by 'macaroni export ninja'; 'ninja -C' this folder does them,
        # and 'macaroni run' then publishes without doing any again.
        ninja_required_version = 1.5

        rule task
          command = /opt/macaroni task $task --manifest '/srv/night ly.yaml' --data /srv/data --as-of 2026-11-23 > $out.partial && mv $out.partial $out
          description = $task

        build done/fetch: task
          task = fetch
        build done/parse-readme-0: task done/fetch
          task = parse-readme:0

        """))
    #expect(text.contains("build done/normalise-3: task done/normalise-prepare\n"))
    #expect(text.contains("build done/normalise-2: task done/parse-readme-2 done/normalise-prepare\n"))
    #expect(text.contains("build parse-readme: phony done/parse-readme-0 done/parse-readme-1 "))
    #expect(text.contains("build done/normalise-prepare: task parse-readme\n"))
  }
}
