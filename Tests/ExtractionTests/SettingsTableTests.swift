import Extraction
import Records
import Stages
import Testing

/// Settings in tables of several models or tasks, in configurations, and in lists without marks.
@Suite struct SettingsTableTests {
  private func settings(_ card: String, named name: String? = nil) -> [String] {
    CardFacts.findings(Predicate.hyperparameter, in: card, named: name).map { finding in
      "\(finding.qualifiers["name"]?.string ?? "-") \(finding.value?.text ?? "-")"
    }
  }

  @Test("columns that are called as hyperparameters are hold those of each task, and results beside them stay results")
  func columns() {
    let tasks =
      "| Task | Batch Size | Learning Rate |\n|---|---|---|\n| LakeNER | 32 | 2e-5 |\n| LakeQA | 16 | 3e-5 |\n"
    #expect(
      settings("## Evaluation\n\n" + tasks) == [
        "batch_size 32", "learning_rate 0.00002", "batch_size 16", "learning_rate 0.00003",
      ])
    #expect(CardFacts.values(Predicate.evaluation, in: "## Evaluation\n\n" + tasks).isEmpty)
    // Of other models' settings none is this one's.
    #expect(settings(tasks.replacing("Task", with: "Model"), named: "river/otter").isEmpty)
    let results = "## Results\n\n| Batch size | Learning rate | F1 |\n|---|---|---|\n| 8 | 0.1 | 0.85 |\n"
    #expect(settings(results).isEmpty)
    #expect(CardFacts.values(Predicate.evaluation, in: results) == ["0.85"])
  }

  @Test("points that shorten words are no part of a setting's name, those between its parts are")
  func shortened() {
    let table =
      "## Hyperparameters\n\n| Parameter | Value |\n|---|---|\n| Max. Seq. Length | 128 |\n| adam.lr | 0.1 |\n| Min.-Steps | 9 |\n"
    #expect(settings(table) == ["max_seq_length 128", "adam.lr 0.1", "min_steps 9"])
  }

  @Test("rows of settings below models are read from this model's column")
  func rows() {
    let card = """
      | | Stint-base | Stint-large |
      |---|---|---|
      | warmup steps | 500 | 600 |
      | peak LR | 3.0E-04 | 4.0E-04 |
      | weight decay | 0.1 | 0.2 |
      """
    #expect(
      settings(card, named: "river/stint-large") == ["warmup_steps 600", "peak_lr 0.0004", "weight_decay 0.2"])
    #expect(settings(card, named: "river/heron").isEmpty)
  }

  @Test("rates stand beside what else is told of models, and sizes of batches among the rows of an architecture")
  func mixed() {
    let columns = "| | Params | Tokens | LR |\n|---|---|---|---|\n| Stint | 7B | 2T | 1e-5 |\n"
    #expect(settings(columns, named: "river/stint") == ["lr 0.00001"])
    #expect(settings(columns.replacing("LR", with: "Layers"), named: "river/stint").isEmpty)
    let rows = """
      | | Stint-base | Stint-large |
      |---|---|---|
      | num heads | 32 | 64 |
      | num layers | 12 | 24 |
      | biases | none | none |
      | sequence length | 512 | 1024 |
      | batch size (tokens) | 8 | 16 |
      """
    #expect(settings(rows, named: "river/stint-large") == ["sequence_length 1024", "batch_size_tokens 16"])
    #expect(settings(rows.replacing("batch size (tokens)", with: "ponds"), named: "river/stint-large").isEmpty)
    let costs = "| Model | num of ponds (seq len = 5) | Batch Size | Num of Steps | Time (in days) |\n"
    #expect(
      settings(costs + "|---|---|---|---|---|\n| Stint | - | 256 | 2M | 24 |\n") == [
        "seq_len 5", "batch_size 256", "num_of_steps 2000000",
      ])
  }

  @Test("arguments may be announced by a line, and stand in a list without a mark between name and number")
  func lists() {
    #expect(settings("Training arguments:\n\n- length: 384\n\n- epoch: 3\n") == ["length 384", "epoch 3"])
    #expect(settings("Some arguments:\n\n- length: 384\n").isEmpty)
    #expect(settings("## Hyperparams\n\n+ warmup_steps 1000\n+ 2 ponds\n") == ["warmup_steps 1000"])
    let table = "## Training\n\n|param|value|\n|---|---|\n|batch size|8|\n|epochs|2|\n"
    #expect(settings(table) == ["batch_size 8", "epochs 2"])
  }

  @Test("of a configuration what is known is a setting, and all of what is called hyperparameters")
  func configurations() {
    let code = "```\nn_src: 3\nsample_rate: 8000\nlr: 0.001\n```\n"
    #expect(settings("Training config:\n\n" + code) == ["lr 0.001"])
    #expect(settings("Hyperparameters of the optimizer:\n\n```\ndampening = 1e-6\n```\n") == ["dampening 0.000001"])
    #expect(settings("Usage:\n\n" + code).isEmpty)
  }

  @Test("how often was saved, fillings of texts and examples are no settings; how many were kept is one")
  func bookkeeping() {
    let card =
      "## Training\n\n```\npython train.py --learning_rate 1e-4 --save_checkpoint_steps 50 --report_steps 10 --world_size 8\n```\n"
    #expect(settings(card) == ["learning_rate 0.0001", "world_size 8"])
    let flags = "```\npython run.py --num_train_epochs 2 --save_total_limit 3 --save_steps 50 --processes_num 4\n```\n"
    #expect(settings(flags) == ["num_train_epochs 2", "save_total_limit 3"])
    #expect(settings("Short texts are filled with padding to sequence length 128.\n").isEmpty)
    #expect(settings("Scale the rate, e.g., lr=0.01 for 4 ponds.\n").isEmpty)
    let lines =
      "## Hyperparameters\n\nbatch_size=8,\nlearning_rate=\"1e-4\",\nevaluation_strategy=\"epoch\",\nreport_to=\"none\")\n"
    #expect(settings(lines) == ["batch_size 8", "learning_rate 0.0001"])
    #expect(settings("It was trained with lr=0.01 on 4 ponds.\n") == ["lr 0.01"])
  }

  @Test("a product is what it comes to, and pairs in a value are settings of their own")
  func products() {
    func listed(_ item: String) -> [String] { settings("## Hyperparameters\n\n- \(item)\n") }
    #expect(listed("Batch: 4 per otter x 8 ponds = 32 gulls a step") == ["batch 32"])
    #expect(listed("Batch tokens: 8 * 1,024 = 8,192 tokens") == ["batch_tokens 8192"])
    #expect(listed("Batch: 8 gulls x 4 ponds") == ["batch 8 gulls x 4 ponds"])
    #expect(
      listed("Batch: batch size=4, GPUs=8, Gradient Accumulations=2. Total batch size=64")
        == ["batch_size 4", "gradient_accumulations 2", "total_batch_size 64"])
    #expect(listed("Optimizer: AdamW, eps=0.1, a pond=2") == ["optimizer AdamW, eps=0.1, a pond=2"])
  }

  @Test("flags are read of a script that the card says where to get, not of one that readers could run")
  func offered() {
    let script = "\n\n```\npython code/run_gull.py \\\n  --learning_rate 2e-5 \\\n  --fp16\n```\n"
    #expect(
      settings("You can get the fine-tuning script [here](https://a.org/b)" + script) == ["learning_rate 0.00002"])
    #expect(settings("You can train it with the script:" + script).isEmpty)
    #expect(settings("```\npython preprocess.py --seq_length 128 --target lm\n```\n") == ["seq_length 128"])
  }

  @Test("powers of ten are numbers, and what was trained on is no setting")
  func powers() {
    let list = "## Hyperparameters\n\n- LR: 3.0 x 10<sup>-4</sup>\n- Weight decay: 2×10^-5\n"
    #expect(settings(list) == ["lr 0.0003", "weight_decay 0.00002"])
    #expect(settings("## Hyperparameters\n\n- Ponds: 3 x 10\n- Hardware: Otter Unit\n") == ["ponds 3 x 10"])
  }

  @Test("batches are of so many sequences of a length, which another model's or inference's are not")
  func batches() {
    #expect(
      settings(
        "We chose 1 million training steps with batches of 64 sequences of length 512 with an initial learning rate 1e-4.\n"
      )
        == ["training_steps 1000000", "batch_size 64", "sequence_length 512", "initial_learning_rate 0.0001"])
    #expect(settings("We trained on batches of otters, and swam a length of 512 m.\n").isEmpty)
    #expect(
      settings("It was trained with batchsize of 128, instead of one with batchsize of 256.\n") == ["batchsize 128"])
    #expect(
      settings("It was trained with a batch size of 32. For inference a batch size of 1 is used.\n")
        == ["batch_size 32"])
  }

  @Test("whether was trained and measured is an argument, where it is set")
  func switches() {
    let code = "```python\nTrainingArguments(\n  do_train=True,\n  logging_steps=50,\n  fp16=True,\n)\n```\n"
    #expect(settings(code) == ["do_train True", "fp16 True"])
    #expect(settings("```\npython run.py --do_train --num_train_epochs 2\n```\n") == ["num_train_epochs 2"])
  }

  @Test("what the Trainer prints when it starts are settings, but for how many examples it found")
  func started() {
    let lines = "Num examples = 7828\nNum Epochs = 10\nTotal train batch size (w. parallel) = 4\n"
    let device = "Instantaneous batch size per device = 2\n"
    #expect(
      settings("```\n" + lines + device + "```\n")
        == ["num_epochs 10", "total_train_batch_size 4", "instantaneous_batch_size_per_device 2"])
    #expect(settings("```\n" + lines + "```\n").isEmpty)
    let student = "```\npython create.py --student_encoder_layers 12 --save_path otter\n```\n"
    #expect(settings(student) == ["student_encoder_layers 12"])
  }

  @Test(
    "a configuration that a program printed is all settings, but for what is unset, where files lie and what the layers are"
  )
  func configuration() {
    func card(_ first: String) -> String {
      """
      ## ASR config

      ```
      \(first)
      print_config: false
      max_epoch: 70
      patience: null
      output_dir: exp/otter
      best_model_criterion:
      -   - valid
          - acc
      num_workers: 2
      train_shape_file:
      - exp/stats
      fold_length:
      - 80000
      - 150
      init_param: []
      optim: adam
      optim_conf:
          lr: 0.002
      token_list:
      - otter
      - 'yes'
      specaug: specaug
      specaug_conf:
          time_warp_window: 5
          time_mask_width_range:
          - 0
          - 40
          num_time_mask: 2
      encoder: conformer
      encoder_conf:
          num_blocks: 12
          dropout_rate: 0.1
      version: 0.10.2
      ```

      """
    }
    #expect(
      settings(card("config: train_otter.yaml")) == [
        "print_config false", "max_epoch 70", "num_workers 2", "fold_length 80000", "fold_length 150", "optim adam",
        "lr 0.002", "time_warp_window 5", "time_mask_width_range 0", "time_mask_width_range 40", "num_time_mask 2",
        "dropout_rate 0.1",
      ])
    #expect(settings(card("river: 7")).isEmpty)
    // The second is that of a model beside it.
    #expect(settings(card("config: a.yaml") + "\n" + card("config: b.yaml")).count == 12)
    #expect(CardFacts.values("section.training_procedure", in: card("config: a.yaml")).count == 1)
    #expect(CardFacts.values("section.training_procedure", in: card("river: 7")).isEmpty)
  }

  @Test("what stands in brackets behind a value goes on about it")
  func remarked() {
    let card = "## Hyperparameters\n\n- lr = 5e-5(with decay, ends at 4.95e-8)\n- optimizer = Adam (of gulls)\n"
    #expect(settings(card) == ["lr 0.00005", "optimizer Adam (of gulls)"])
  }

  @Test("how many tokens an instance has and how many instances a batch are settings, what a day brings is none")
  func units() {
    let card = "It was trained with 512 tokens per instance, 256 instances per batch, and 1M training steps."
    #expect(settings(card) == ["tokens_per_instance 512", "instances_per_batch 256", "training_steps 1000000"])
    #expect(settings("It reads 512 tokens per day.").isEmpty)
  }

  @Test("a name of two words has its number behind it, where settings were announced")
  func spoken() {
    let block = "```\n learning rate 2e-5, \n batch size 64,\n num_train_epochs=8,\n```\n"
    #expect(
      settings("It was tuned on gulls with below training parameters\n\n" + block)
        == ["learning_rate 0.00002", "batch_size 64", "num_train_epochs 8"])
    #expect(settings("It was tuned on gulls, as below\n\n" + block).isEmpty)
    #expect(settings("## Hyperparameters\n\n```\nwe saw otters 64\n```\n").isEmpty)
  }

  @Test("values stand without quotes and what closes their list, and optimisers with all they were made with")
  func bare() {
    func listed(_ item: String) -> [String] { settings("## Hyperparameters\n\n- \(item)\n") }
    #expect(listed("num_train_epochs=\"50\"") == ["num_train_epochs 50"])
    #expect(listed("training_args = TrainingArguments(").isEmpty)
    #expect(settings("## Hyperparameters\n\n```\n\"train_batch_size\": 74}\n```\n") == ["train_batch_size 74"])
    let inner = (1...30).map { "'otter_\($0)': {'pond': 2}" }.joined(separator: ", ")
    #expect(listed("optimizer: {'name': 'Adam', \(inner)}") == ["optimizer {'name': 'Adam', \(inner)}"])
    #expect(listed("optimizer: " + String(repeating: "otter ", count: 80)).isEmpty)
  }

  @Test("a column's title may set the length of what is counted below it")
  func titled() {
    func table(_ title: String) -> String {
      "| Model | \(title) | Batch Size | Num of Steps |\n|--|--|--|--|\n| Gull | 9M | 256 | 300 |\n"
    }
    #expect(
      settings(table("num of examples (seq len = 1024)")) == ["seq_len 1024", "batch_size 256", "num_of_steps 300"])
    #expect(settings(table("num of examples (ponds = 7)")) == ["batch_size 256", "num_of_steps 300"])
  }

  @Test("steps of a warm-up are called so, and those of sampling are none of the training")
  func warmups() {
    #expect(
      settings("It was trained for 9,000 steps with a warmup for 1000 steps.\n") == ["steps 9000", "warmup 1000"])
    #expect(settings("It was trained with a linear warm up for 2500 steps to gulls.\n") == ["warm_up 2500"])
    #expect(
      settings("It was trained with learning rate warmup of 10k steps.\n") == ["learning_rate_warmup 10000"])
    #expect(settings("The model drew otters in 50 steps DDIM sampling.\n").isEmpty)
  }

  @Test("between a setting's name and its number may stand that it is fixed, kept or but small")
  func linked() {
    #expect(
      settings("The learning rate was set to a fixed value of `1e-4`, and the batch size was kept at 32.\n")
        == ["learning_rate 0.0001", "batch_size 32"])
    #expect(settings("The batch size was only 4, the sequence length restricted to 256.\n").count == 2)
    #expect(settings("The batch size was measured by 4 otters.\n").isEmpty)
  }

  @Test("a paragraph on the training may be a setting alone")
  func paragraphs() {
    #expect(settings("## Training\n\n**Batch:** 3072\n\n**Pond:** 3\n") == ["batch 3072"])
    #expect(settings("## Usage\n\n**Batch:** 3072\n").isEmpty)
    #expect(settings("## Training\n\n- `max_grad_norm`: 1.0\n- `pond`: 3\n") == ["max_grad_norm 1"])
  }

  @Test("steps of accumulated gradients have their number before or behind them, and a schedule its name in full")
  func accumulated() {
    #expect(
      settings("We used a batch size of 24 with 2 gradient accumulation steps.\n")
        == ["batch_size 24", "gradient_accumulation_steps 2"])
    #expect(settings("It has (x2 gradient accumulation steps = 28).\n") == ["gradient_accumulation_steps 2"])
    #expect(settings("It has gradient accumulation steps of 4.\n") == ["gradient_accumulation_steps 4"])
    #expect(
      settings("It follows a WSD (warmup-stable-decay) learning rate schedule.\n") == ["learning_rate_schedule WSD"])
  }

  @Test("of rows that are called alike, those of another size tell other models' settings and data")
  func sizes() {
    let card = """
      | | Training Data | Params | LR |
      |---|---|---|---|
      | Otter 2 | PondTalk-A | 7B | 3e-4 |
      | Otter 2 | PondTalk-B | 70B | 1.5e-4 |
      """
    #expect(settings(card, named: "river/otter-2-7b") == ["lr 0.0003"])
    #expect(CardFacts.values(Predicate.trainedOn, in: card, named: "river/otter-2-7b") == ["PondTalk-A"])
    #expect(settings(card, named: "river/otter-2") == ["lr 0.0003", "lr 0.00015"])
  }

  @Test(
    "a number may be a product, or stand beside a power of ten, and the first length is not the last",
    arguments: [
      ("It was trained with a learning rate of 5 · 10−5 on gulls.", ["learning_rate 0.00005"]),
      ("It was trained with a learning rate of 3 x 10^-4 on gulls.", ["learning_rate 0.0003"]),
      ("It was trained with a learning rate of 3 × 104 gulls.", ["learning_rate 3"]),
      ("It was trained with 16\\*8 batch size for 3 epochs.", ["batch_size 16*8", "epochs 3"]),
      ("It was trained with a batch size of 6×3 on gulls.", ["batch_size 6×3"]),
      ("It was trained with a peak learning rate of 3e-4 on gulls.", ["peak_learning_rate 0.0003"]),
      ("It was trained with an initial sequence length of 512 on gulls.", ["initial_sequence_length 512"]),
    ])
  func products(text: String, expected: [String]) { #expect(Set(settings(text)) == Set(expected)) }

  @Test("an optimiser with a learning rate of its own is two settings, and a command in prose is its flags")
  func sentences() {
    #expect(
      settings("## Hyperparameters\n\n- Optimizer: **Adam** with learning rate of **2e-5**, epsilon of **1e-8**\n")
        == ["optimizer Adam", "learning_rate 0.00002", "epsilon 1e-8"])
    let command =
      "!python swim.py \\\n  --pond river \\\n  --max_seq_length 128 \\\n  --learning_rate 2e-5 \\\n  --do_train\n"
    #expect(
      settings("It was trained with these params:\n" + command) == ["max_seq_length 128", "learning_rate 0.00002"])
    #expect(settings("## How to use\n\nRun it:\n" + command.replacing("do_train", with: "swim")).isEmpty)
  }

  @Test("what an optimiser is set to is told by Greek letters, of which a β alone is none of it")
  func greek() {
    #expect(
      settings("We trained it with the Adam optimizer (β1 = 0.9, β_2 = 0.98 and ε = 0.001).\n").sorted() == [
        "optimizer Adam", "β1 0.9", "β_2 0.98", "ε 0.001",
      ])
    #expect(settings("We trained it with the Adam optimizer and β = 0.3, as Zephyr-β was.\n") == ["optimizer Adam"])
  }

  @Test("a program's dictionary of settings is read below a heading on the training, one of generation is not")
  func objects() {
    func settings(_ code: String, below heading: String = "How the model was trained") -> [String] {
      CardFacts.values(Predicate.hyperparameter, in: "# Otter\n\n## \(heading)\n\n```python\n\(code)\n```\n")
    }
    let model = "model = Otter(args=model_args)"
    let arguments =
      "import otter\n\nmodel_args = {\n    \"fp16\": False,\n    \"lr\": 0.01,\n    \"epochs\": 3\n}\n\(model)"
    #expect(settings(arguments) == ["False", "0.01", "3"])
    #expect(settings(arguments.replacing("model_args", with: "generation_args")).isEmpty)
    #expect(settings(arguments, below: "Usage").isEmpty)
    let adapter = "import peft\n\nconfig = LoraConfig(\n    r=16,\n    lora_dropout=0.1,\n    warmup_steps=10,\n)"
    #expect(settings(adapter) == ["16", "0.1", "10"])
  }

  @Test("words before the name of a setting that tell which one it is are part of it, and a spread is printed as it is")
  func parts() {
    func names(_ sentence: String) -> [String] {
      let card = "## Training\n\n\(sentence)\n"
      let values = CardFacts.values(Predicate.hyperparameter, in: card)
      return zip(CardFacts.findings(Predicate.hyperparameter, in: card), values).map { finding, value in
        "\(finding.qualifiers["name"]?.string ?? "-") \(value)"
      }
    }
    #expect(names("Trained with a gpu batch size of 64.") == ["gpu_batch_size 64"])
    #expect(names("Trained with a per-device batch size of 8.") == ["per_device_batch_size 8"])
    #expect(names("Trained on a V100 GPU batch size 32.") == ["batch_size 32"])
    #expect(names("Trained with an initial sequence length of 512.") == ["initial_sequence_length 512"])
    #expect(names("Trained with a peak learning rate of 5e-4.") == ["peak_learning_rate 0.0005"])
    #expect(names("The otter was trained for ~2-3M steps.") == ["steps 2-3M"])
    #expect(
      names("Optimized with Adam (beta1=0.9, beta2=0.98), dropout 0.1.")
        == ["optimizer Adam", "beta1 0.9", "beta2 0.98", "dropout 0.1"])
    #expect(
      names("We use SGD with momentum 0.9, label smoothing of 0.1 and seed 42. Seed 3 is the last.")
        == ["optimizer SGD", "momentum 0.9", "label_smoothing 0.1", "seed 42"])
    #expect(names("Fine-tuned with batch size 16, max length 128.") == ["batch_size 16", "max_length 128"])
    #expect(names("The rate was warmed up over the first 10,000 steps.") == ["warmup_steps 10000"])
  }

  @Test(
    "below a heading of settings a table has them beside its results, for all models where the page is on all of them")
  func headed() {
    let card = """
      ### Hyperparameters and Validation Perplexity

      | Model Name | Training Size | Max Steps | Batch Size | Validation Perplexity |
      |---|---|---|---|---|
      | otter-1B-1 | 1B | 100K | 512 | 3.93 |
      | otter-1B-2 | 1B | 31K | 1024 | 4.25 |
      | otter-1M-1 | 1M | 10K | 512 | 153.38 |
      | otter-1M-2 | 1M | 31K | 512 | 139.39 |
      """
    func found(_ name: String) -> [String] { CardFacts.values(Predicate.hyperparameter, in: card, named: name) }
    #expect(found("sea/otter_1M_to_1B").count == 12)
    #expect(found("sea/otter-1M-1") == ["1000000", "10000", "512"])
    #expect(found("sea/heron").isEmpty)
  }

  @Test("a rate that decays linearly is a setting")
  func decay() {
    let card = "The learning rate is 1e-4, with warmup for 10,000 steps and linear decay of the learning rate after.\n"
    #expect(settings(card).contains("learning_rate_decay linear"))
    #expect(
      !settings("The learning rate is 1e-4, with linear decay of the colours.\n").contains("learning_rate_decay linear")
    )
  }

  @Test("the loss is told by the function that a model was trained with")
  func loss() {
    let card = "It was tuned for 5 epochs. The model was trained with a mean squared error loss function.\n"
    #expect(settings(card) == ["loss_function mean squared error", "epochs 5"])
    #expect(settings("It is trained for 5 epochs with cross-entropy loss and generates text.\n") == ["epochs 5"])
  }

  @Test("how many images a GPU takes is a setting")
  func images() {
    #expect(
      settings("It was trained for 300 epochs on 16 V100 GPUs, with 4 images per GPU.\n") == [
        "epochs 300", "images_per_gpu 4",
      ])
    #expect(settings("It was trained for 3 epochs on images per GPU of one sea.\n") == ["epochs 3"])
  }
}
