import Extraction
import Records
import Stages
import Testing

/// Settings that cards of large models tell in sentences.
@Suite struct RecentSettingsTests {
  @Test(
    "settings are told by their usual words, symbols and powers",
    arguments: [
      ("Otter was trained with a context length of 8192 tokens.", ["context_length 8192"]),
      ("Otter supports a context length of up to 8192 tokens.", []),
      ("It was trained with LoRA (rank 64, alpha 16).", ["rank 64", "alpha 16"]),
      ("We trained with LoRA, r=16 and a LoRA alpha of 32.", ["r 16", "lora_alpha 32"]),
      ("The team has a rank of 16.", []),
      ("We use DPO with a beta of 0.1.", ["beta 0.1"]),
      ("This is a beta of 0.1 m.", []),
      ("We trained with AdamW, β1=0.9 and β2 = 0.95.", ["optimizer AdamW", "β1 0.9", "β2 0.95"]),
      ("Training had a learning rate of 3 × 10⁻⁴.", ["learning_rate 0.0003"]),
      ("Training had a learning rate of 2.5x10^-5.", ["learning_rate 0.000025"]),
      ("We trained with a batch size of 4x1024.", ["batch_size 4x1024"]),
      ("Training had a max learning rate of 1e-5.", ["max_learning_rate 0.00001"]),
      ("Gradient clipping was set to 1.0.", ["gradient_clipping 1"]),
      ("We trained with 2 gradient accumulation steps.", ["gradient_accumulation_steps 2"]),
      ("We trained with lr 2e-5, bs 64 and a minibatch size of 8.", ["lr 0.00002", "bs 64", "minibatch_size 8"]),
      ("The following hyperparameters were used: max length 128.", ["max_length 128"]),
      ("Texts have a max length 128.", []),
      ("Training has a batch of 1024 sequences.", ["batch_size 1024"]),
      ("Trained with a linear learning rate decay.", ["learning_rate_decay linear"]),
      // Of values that were tried each is a setting.
      (
        "We selected the best hyperparameters from the lists below:\n\n- epochs: 3, 5\n- learning rates: 3e-4, 1e-4\n",
        ["epochs 3", "epochs 5", "learning_rates 0.0003", "learning_rates 0.0001"]
      ),
      ("The hyperparameters:\n\n- train steps: 46,000\n", ["train_steps 46000"]),
    ])
  func settings(text: String, expected: [String]) {
    let found = CardFacts.findings(Predicate.hyperparameter, in: "# Otter\n\n" + text).map { finding in
      let value = finding.value?.text ?? finding.value.map { String(decoding: $0.json, as: UTF8.self) } ?? "nil"
      return "\(finding.qualifiers["name"]?.string ?? "-") \(value)"
    }
    #expect(found == expected)
  }
}
