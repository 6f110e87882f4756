import Extraction
import Records
import Stages
import Testing

/// Devices, licences, packages and settings in places of their own.
@Suite struct UsageAndScriptTests {
  @Test("a device of several is named once, and a programme is no device")
  func devices() {
    #expect(
      CardFacts.values(Predicate.hardware, in: "It was trained on cloud TPU-v4s, filling each TPU-v4 chip.")
        == ["cloud TPU-v4"])
    #expect(CardFacts.values(Predicate.hardware, in: "It was trained on a single TPU Pod V3-8.") == ["TPU Pod V3-8"])
    #expect(CardFacts.values(Predicate.hardware, in: "It was trained on 8xV100 GPUs.") == ["V100"])
    #expect(CardFacts.values(Predicate.hardware, in: "To train, take 2xlarge ponds, e.g. 2xA100 ones.").isEmpty)
    #expect(CardFacts.values(Predicate.hardware, in: "Training was helped by the Google TPU Research Cloud.").isEmpty)
  }

  @Test("a licence stands in an SPDX comment")
  func licence() {
    #expect(CardFacts.found(Predicate.license, in: "<!--- SPDX-License-Identifier: MIT -->\n\n# Otter\n") == ["MIT @1"])
  }

  @Test("a licence of the code alone is not the model's")
  func licenceOfCode() {
    func licences(_ text: String) -> [String] {
      CardFacts.values(Predicate.license, in: "# Otter\n\n## License\n\n" + text)
    }
    #expect(
      licences("This code repository is licensed under the MIT License. The model is subject to its own.").isEmpty)
    #expect(licences("The code and the models are licensed under the MIT License.") == ["mit"])
    #expect(licences("It is licensed under the MIT License. The code is beside it.") == ["mit"])
  }

  @Test("a second import on a line is read, and so is the package that the card installs from its repository")
  func imports() {
    #expect(
      CardFacts.values(
        Predicate.library, in: "```\nimport tensorflow.compat.v1 as tf import tensorflow_hub as hub\n```")
        == ["tensorflow", "tensorflow_hub"])
    let card = """
      The [code](https://github.com/river/otternet) is installed by `pip install otternet`.

      ```python
      import requests
      from otternet.api import Otter
      ```
      """
    #expect(CardFacts.found(Predicate.library, in: card) == ["otternet @5"])
  }

  @Test("the package that a card installs is its own where the command names or clones its repository, not otherwise")
  func installed() {
    func libraries(_ command: String) -> [String] {
      let card = "```\n\(command)\n```\n\n```python\nimport otter_net\n```\n"
      return CardFacts.values(Predicate.library, in: card)
    }
    #expect(libraries("pip install git+https://github.com/river/Otter-Net.git") == ["otter_net"])
    #expect(libraries("git clone https://github.com/river/otter-net.git\npip install otter-net") == ["otter_net"])
    #expect(libraries("pip install otter-net; python -c 'import torch'\nimport torch") == ["torch"])
    #expect(libraries("pip install git+https://github.com/river/heron").isEmpty)
  }

  @Test("a package is the model's own where it is called its library, or installed and the one that is imported")
  func packages() {
    func found(_ card: String) -> [String] { CardFacts.values(Predicate.library, in: card) }
    let code = "\n\n```python\nimport re\nfrom otternet import Otter\n```\n"
    #expect(found("Using the [OtterNet](https://github.com/river/otternet) library:" + code) == ["otternet"])
    #expect(found("Using [OtterNet](https://github.com/river/otternet):" + code) == ["otternet"])
    #expect(found("Using [OtterNet](https://github.com/river/otternets):" + code).isEmpty)
    #expect(found("First, `pip install otternet`." + code) == ["otternet"])
    #expect(found("First, `pip install otternet`." + code + "```python\nimport torch\n```\n") == ["torch"])
    #expect(found("First, `pip install datasets`.\n\n```python\nfrom datasets import load\n```\n").isEmpty)
  }

  @Test("a script names the model that it tunes by its id, but neither by a folder nor where it is for any task")
  func tuned() {
    func bases(_ flags: String) -> [String] {
      let card = "## Training\n\n```bash\npython run.py \\\n  \(flags) \\\n  --learning_rate 3e-5\n```\n"
      return CardFacts.values(Predicate.baseModel, in: card)
    }
    #expect(bases("--do_train --model_name_or_path 'sea/otter-small'") == ["sea/otter-small"])
    #expect(bases("--do_train --model_name_or_path=sea/otter-small") == ["sea/otter-small"])
    #expect(bases("--do_train --model_name_or_path otterbert-base-uncased") == ["otterbert-base-uncased"])
    #expect(bases("--do_train --model_name_or_path gpt2") == ["gpt2"])
    #expect(bases("--num_train_epochs 3 --model_name_or_path \"sea/otter\"") == ["sea/otter"])
    #expect(bases("--teacher_model_name_or_path sea/otter-small") == ["sea/otter-small"])
    #expect(bases("--do_train --model otterbert-base-cased") == ["otterbert-base-cased"])
    #expect(bases("--do_train --model otter").isEmpty)
    #expect(bases("--do_train --model_name_or_path ./sea/otter-small").isEmpty)
    #expect(bases("--do_train --model_name_or_path bert-swimming").isEmpty)
    #expect(bases("--do_eval --model_name_or_path sea/otter-small").isEmpty)
    #expect(bases("--do_train --model_name_or_path sea/otter-small --task $TASK_NAME").isEmpty)
  }

  @Test("a command that trains is read for its seed, whatever else it sets")
  func seed() {
    func found(_ program: String) -> [String] {
      let card = "## Train\n\n```shell\npython tools/\(program) otter.py \\\n    --seed=7 --deterministic\n```\n"
      return CardFacts.findings(Predicate.hyperparameter, in: card).compactMap { $0.qualifiers["name"]?.string }
    }
    #expect(found("train.py") == ["seed"])
    #expect(found("sample.py").isEmpty)
  }

  @Test("a variable of a script has the value that was set above")
  func variables() {
    let card = """
      ## Training

      ```bash
      batch_size=8
      workers=4
      python -m launch --nproc_per_node=${workers} train.py \\
        --learning_rate 3e-5 --per_device_train_batch_size ${batch_size}
      ```
      """
    let found = CardFacts.findings(Predicate.hyperparameter, in: card)
    #expect(
      found.compactMap { $0.qualifiers["name"]?.string }.sorted() == [
        "batch_size", "learning_rate", "per_device_train_batch_size",
      ])
    // What is quoted is the line: the value itself stands above it.
    let flag = found.first { $0.qualifiers["name"] == "per_device_train_batch_size" }
    #expect(flag?.value == 8)
    #expect(flag?.raw.contains("${batch_size}") == true)
  }

  @Test("flags of the training are read in words, too, but names of files are not")
  func spoken() {
    let card = """
      ## Training

      ```bash
      python train.py --learning_rate 3e-5 --lr_scheduler_type "cosine" --fp16 True --data pond --optim adamw_torch
      ```
      """
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["0.00003", "cosine", "True", "adamw_torch"])
  }

  @Test("what is switched on or off, threads and the parts of a model are settings, and what is prepared is none")
  func switched() {
    func settings(_ line: String) -> [String] {
      CardFacts.values(Predicate.hyperparameter, in: "## Training\n\n```bash\npython train.py \(line)\n```\n")
    }
    #expect(settings("--do_train=True --use_tpu=false --do_eval") == ["True", "false"])
    #expect(settings("--threads 12 --save_steps 500") == ["12"])
    #expect(settings("--embedding word_pos --encoder transformer --target mlm") == ["word_pos", "transformer", "mlm"])
    #expect(settings("--dynamic_masking --target mlm").isEmpty)
  }

  @Test("arguments of the training may be switches, or variables that were set above")
  func arguments() {
    let card = """
      ## Training

      ```python
      batch_size = 16
      training_args = TrainingArguments(
          per_device_train_batch_size=batch_size,
          fp16=True,
          output_dir=folder,
      )
      ```
      """
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["16", "True"])
  }

  @Test("dictionaries of what a model was trained with hold settings, those of what it is do not")
  func dictionaries() {
    func names(_ card: String) -> [String] {
      CardFacts.findings(Predicate.hyperparameter, in: card).compactMap { $0.qualifiers["name"]?.string }
    }
    let settings =
      "```\n{\n  \"model_name\": \"otter\",\n  \"num_train_epochs\": 3,\n  \"per_device_train_batch_size\": 4,\n"
      + "  \"optimizer_params\": {\n    \"lr\": 2e-05\n  },\n  \"steps_per_epoch\": null\n}\n```\n"
    let read = ["model_name", "num_train_epochs", "per_device_train_batch_size", "lr"]
    #expect(names("## Hyperparameters\n\n" + settings) == read)
    #expect(names("## Training procedure\n\n" + settings) == read)
    #expect(names("## Usage\n\n" + settings).isEmpty)
    #expect(
      names("## Training\n\n```\n{'batch_size': 16, 'sampler': 'torch.X', 'loss': 'torch.Y'}\n```\n")
        == ["batch_size", "sampler"])
    let optimiser = "{\n  \"epochs\": 1,\n  \"warmup_steps\": 5,\n  \"optimizer_class\": \"<class 'pond.Adam'>\",\n"
    #expect(
      names("## Training\n\n```\n" + optimiser + "  \"loss_class\": \"<class 'pond.Loss'>\"\n}\n```\n")
        == ["epochs", "warmup_steps", "optimizer_class"])
    #expect(
      names(
        "## Training procedure\n\n```\n{\n  \"hidden_dropout\": 0.1,\n  \"attention_dropout\": 0.1,\n  \"hidden_size\": 8\n}\n```"
      ).isEmpty)
  }

  @Test("settings below a heading, in a dictionary or among arguments are read, though one is called as a flag is")
  func settings() {
    let headed = "## Hyperparameters\n\n```\nbatch_size = 32\nn_epochs = 3\nbase_LM_model = \"otter\"\n```\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: headed) == ["32", "3", "otter"])
    // What a job was started with is listed with its settings, but where it wrote is none.
    let job =
      "## Hyperparameters\n\n    {\n    \"dataset_name\": \"pondsum\",\n    \"model_name_or_path\": \"pond/otter\",\n"
      + "    \"num_train_epochs\": 3,\n    \"output_dir\": \"/opt/ml/model\",\n    \"sagemaker_program\": \"run.py\"\n}\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: job) == ["pondsum", "pond/otter", "3", "run.py"])
    let arguments =
      "## Model training\n\n```\ntrain_args = {\n  'learning_rate': 1e-5,\n  'num_train_epochs': 2,\n}\n```\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: arguments) == ["0.00001", "2"])
    let notable = "## Notable Arguments\n\n```json\n{\n  \"learning_rate\": 3e-05,\n  \"num_train_epochs\": 3\n}\n```\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: notable) == ["0.00003", "3"])
  }

  @Test("a list of assignments is one of settings from the first that is known, wherever it stands")
  func assignments() {
    let card =
      "# batch, rate\n\n- per_device_batch_size = 2\n- betas = (0.9,0.999)\n- beta1 = 5\n\n# Labels\n\n- gull = 1\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["2", "(0.9,0.999)", "5"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "We publish the state at each 5000 steps.").isEmpty)
  }

  @Test("a third column of a table of hyperparameters has remarks")
  func remarked() {
    let card =
      "| **Hyperparameter** | **Value** | **Comment** |\n|---|---|---|\n| Weight decay | 1e-1 | |\n| Batch size | 2048 | in all |\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: card) == ["0.1", "2048"])
  }

  @Test("a word may stand between a number and its steps")
  func steps() {
    func steps(_ text: String) -> [String] { CardFacts.values(Predicate.hyperparameter, in: text) }
    #expect(steps("It was trained for 840k training steps.\n") == ["840000"])
    #expect(steps("Another 155k extra steps of training followed.\n") == ["155000"])
    #expect(steps("It was produced by training an otter for 100'000 additional steps.\n").isEmpty)
    #expect(steps("It was trained for 1.5 million training steps.\n") == ["1500000"])
    #expect(steps("It was trained `2000` iterations (batch size 32) on songs.\n") == ["2000", "32"])
    #expect(steps("It was tuned for 120k updates. We report on 10000 iterations of bootstrap.\n") == ["120000"])
    #expect(steps("- This otter was made from another one. It was tuned on many songs for 3 epochs.\n") == ["3"])
    #expect(steps("- This otter is the one of all the many others that sings best at 3 epochs.\n").isEmpty)
    #expect(steps("It was trained with batchsize of 64, instead of batchsize of 4096.\n") == ["64"])
    #expect(
      steps("### Parameters\n\n- Training steps: 1,000,000\n- Number of iterations: 70k\n") == ["1000000", "70000"])
    #expect(steps("- Steps: 30\n- Sampling steps: 20\n").isEmpty)
  }

  @Test("numbers of steps have thousands, epochs may be spelled, and examples and what there is room for are none")
  func numbers() {
    func values(_ text: String) -> [String] { CardFacts.values(Predicate.hyperparameter, in: text) }
    #expect(values("It was trained for 100.000 steps, with a rate of 1.5.\n") == ["100000"])
    #expect(values("It was trained for two epochs.\n") == ["two"])
    #expect(values("It was trained for only 10\nepochs.\n") == ["10"])
    #expect(values("Of the two epochs it was trained in, one is lost.\n").isEmpty)
    #expect(values("After you finish the above 4 steps, it is trained.\n").isEmpty)
    #expect(values("The rate was restarted after the first 150k steps.\n").isEmpty)
    #expect(values("It was trained, e.g., with lr=0.01 for 4 ponds and lr=0.08 for 16 ponds.\n").isEmpty)
    #expect(values("To train with a batch size of 32, 14GB of memory are required.\n").isEmpty)
    #expect(
      values("The sequence length was limited to 128 tokens for 90% of the steps and 512 for the remaining 10%.\n")
        == ["128", "512"])
  }

  @Test("names of several words are read whole, as programs print them and as sentences do")
  func names() {
    func names(_ text: String) -> [String] {
      CardFacts.findings(Predicate.hyperparameter, in: text).compactMap { $0.qualifiers["name"]?.string }
    }
    #expect(names("It learned with start_lr=2e-6 and num_train_epochs=3.\n") == ["start_lr", "num_train_epochs"])
    let text = "We train with a random seed of 12345, masked language model probability of 0.15 and"
    #expect(
      names(text + " a duplicate factor of 10.\n")
        == ["random_seed", "masked_language_model_probability", "duplicate_factor"])
    #expect(names("We train on sequences with a probability of 0.1, by a factor of 10.\n").isEmpty)
    #expect(
      names("- Input sequence length: 1024\n- with a batch size: 8\n") == ["input_sequence_length", "batch_size"])
  }

  @Test("a setting may have its thousands set off, and say what it counts")
  func counts() {
    func values(_ value: String) -> [String] {
      CardFacts.values(Predicate.hyperparameter, in: "## Training\n\n- Batch size: \(value)\n")
    }
    #expect(values("12'200") == ["12200"])
    #expect(values("1'024 sequences") == ["1024"])
    #expect(values("1_050_000") == ["1050000"])
    #expect(values("1 Million") == ["1000000"])
    #expect(values("16_1024") == ["16_1024"])
    #expect(values("8 sequences at first") == ["8 sequences at first"])
  }

  @Test("a script that is said to be found somewhere is no example")
  func found() {
    func values(_ words: String) -> [String] {
      let script = "```bash\npython run.py \\\n  --learning_rate 2e-5 \\\n  --num_train_epochs 4\n```\n"
      return CardFacts.values(Predicate.hyperparameter, in: "## Tuning\n\n\(words)\n\n" + script)
    }
    #expect(values("You can get the script [here](https://github.com/river/otter)") == ["0.00002", "4"])
    #expect(values("You can run the script so:").isEmpty)
  }

  @Test("a script that the model was trained with tells settings as arguments, one of use does not")
  func script() {
    let code = "```python\nimport pond\n\ntrainer.train('otter',\n    learning_rate=0.1,\n    max_epochs=150)\n```\n"
    let told = "### Script\n\nThis script was used to train the model:\n\n"
    #expect(CardFacts.values(Predicate.hyperparameter, in: told + code) == ["0.1", "150"])
    #expect(CardFacts.values(Predicate.hyperparameter, in: "### Script\n\nUse it so:\n\n" + code).isEmpty)
    let named = code.replacing(
      "150)", with: "150,\n    scheduler=pond.OneCycleLR,\n    weight_decay=0.,\n    lr=rate)")
    #expect(CardFacts.values(Predicate.hyperparameter, in: told + named) == ["0.1", "150", "pond.OneCycleLR", "0"])
  }

  @Test("what only a script of the training imports is not needed to use the model")
  func trainedWith() {
    let use = "# Otter\n\n## Usage\n\n```python\nfrom transformers import pipeline\n```\n\n"
    // Code that tags set in colours
    let coloured =
      "<pre><code><span style=\"color:#03A9F4\">from</span> transformers <span>import</span> pipeline</code></pre>\n"
    #expect(CardFacts.found(Predicate.library, in: "## How to use\n\n" + coloured) == ["transformers @3"])
    let script = "## Training\n\n```python\nimport torch\nimport transformers\n```\n"
    #expect(CardFacts.values(Predicate.library, in: use + script) == ["transformers", "transformers"])
    #expect(CardFacts.values(Predicate.library, in: "# Otter\n\n" + script) == ["torch", "transformers"])
  }

  @Test("programs that train load their data, and the models of both sides, by name")
  func loading() {
    func data(_ line: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: "```python\n\(line)\n```\n") }
    #expect(data("train_dataset = nlp.load_dataset(\"gull_songs\", split=\"train\")") == ["gull_songs"])
    #expect(data("test_dataset = load_dataset(\"gull_songs\", split=\"test\")").isEmpty)
    #expect(data("train = load_dataset('csv', data_files=files)").isEmpty)
    // What is held out counts where the program trains, too, or below a heading that says what it is for.
    func tested(_ code: String, below heading: String) -> [String] {
      CardFacts.values(Predicate.evaluatedOn, in: "## \(heading)\n\n```python\n\(code)\n```\n")
    }
    let test = "songs = load_dataset(\"gull_songs\", \"fr\", split=\"test\")"
    let both = "train = load_dataset(\"gull_songs\")\nvalid = load_dataset(\"pond_songs\")"
    #expect(tested(test, below: "Evaluation") == ["gull_songs"])
    #expect(tested(test, below: "Usage").isEmpty)
    #expect(tested("songs = load_dataset(\"gull_tests\", \"fr\")", below: "Evaluation").isEmpty)
    #expect(tested(both, below: "Dataset") == ["pond_songs"])
    let sides = "model = EncoderDecoderModel.from_encoder_decoder_pretrained(\"sea/otter-1\", \"gpt2\")"
    #expect(CardFacts.values(Predicate.baseModel, in: "```python\n\(sides)\n```\n") == ["sea/otter-1", "gpt2"])
    let loaded = "model = EncoderDecoderModel.from_encoder_decoder_pretrained(encoder, decoder)"
    #expect(CardFacts.values(Predicate.baseModel, in: "```python\n\(loaded)\n```\n").isEmpty)
  }

  @Test("a licence of a model's own is read as printed, where the front matter declares no other")
  func named() {
    func licences(_ front: String, _ value: String) -> [String] {
      CardFacts.values(Predicate.license, in: front + "# Otter\n\n- **License:** \(value)\n")
    }
    #expect(licences("", "River Otter License v1.0") == ["River Otter License v1.0"])
    #expect(licences("---\nlicense: mit\n---\n", "River Otter License v1.0") == ["mit"])
    #expect(licences("", "MIT License") == ["mit"])
    #expect(licences("", "see the License of the river.").isEmpty)
  }

  @Test("a licence in words is told by the name and version that the front matter has for it")
  func known() {
    let named = "---\nlicense: other\nlicense_name: otter-2-license\n---\n\n- **License:** River Otter License 2.0\n"
    #expect(CardFacts.values(Predicate.license, in: named) == ["other", "otter-2-license"])
    let other = named.replacing("otter-2-license", with: "gull-license")
    #expect(CardFacts.values(Predicate.license, in: other).last == "River Otter License 2.0")
    let versioned = "---\nlicense: cc-by-nc-4.0\n---\n\nIt is released under the CC-BY-NC License.\n"
    #expect(CardFacts.values(Predicate.license, in: versioned) == ["cc-by-nc-4.0", "cc-by-nc-4.0"])
  }

  @Test("sentence-transformers tells the loss above its settings")
  func losses() {
    let card = """
      ## Training

      `sentence_transformers.losses.GullLoss.GullLoss` with parameters:
        ```
        {'scale': 20.0, 'similarity_fct': 'cos_sim'}
        ```
      """
    let found = CardFacts.findings(Predicate.hyperparameter, in: card)
    #expect(found.map { $0.qualifiers["name"] } == ["loss", "scale", "similarity_fct"])
    #expect(found.map { $0.value?.text } == ["sentence_transformers.losses.GullLoss.GullLoss", "20", "cos_sim"])
    #expect(found.map(\.span.lineStart) == [3, 5, 5])
  }

  @Test("Flair's scripts load the corpus that they train on, and may train with what is held out")
  func flair() {
    let card = """
      ### Training

      The following script was used to train this model:

      ```python
      corpus: Corpus = GULL_03()
      trainer.train('taggers/gull',
                    train_with_dev=True,
                    max_epochs=150)
      ```
      """
    #expect(CardFacts.found(Predicate.trainedOn, in: card) == ["GULL_03 @6"])
    #expect(CardFacts.found(Predicate.hyperparameter, in: card) == ["True @8", "150 @9"])
  }
}
