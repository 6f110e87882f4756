import Extraction
import Records
import Stages
import Testing

/// Which model one was made from, in the wordings of cards of large models.
@Suite struct RecentBaseModelTests {
  @Test(
    "models that are told by their sizes need no link",
    arguments: [
      ("This model is a merge of Heron-7B and Gull-7B.", ["Heron-7B", "Gull-7B"]),
      ("This is the instruct version of Heron-7B.", ["Heron-7B"]),
      ("An uncensored, abliterated version of pond/heron-4b-it.", ["pond/heron-4b-it"]),
      ("It is the instruction-tuned variant of Heron-7B.", ["Heron-7B"]),
      ("A LoRA finetune of Heron-8x7B.", ["Heron-8x7B"]),
      ("This model is a QLoRA fine-tune of pond/Heron-7B.", ["pond/Heron-7B"]),
      ("Starting from Heron-32B, we train with rewards.", ["Heron-32B"]),
      ("It builds on Heron-7B and adds tools.", ["Heron-7B"]),
      ("These are LoRA adaption weights for pond/heron-xl-base-1.0.", ["pond/heron-xl-base-1.0"]),
      ("Heron-8B served as the base model.", ["Heron-8B"]),
      (
        "It was merged by a method of its own using [pond/Heron](https://huggingface.co/pond/Heron) as a base.",
        ["pond/Heron"]
      ),
      ("Otter is based on Llama 3.1 8B.", ["Llama 3.1 8B"]),
      ("Otter is a fine-tuned version of Llama 3 8B Instruct.", ["Llama 3 8B Instruct"]),
      ("For the chat version of Heron-7B, look there.", []),
      ("It is better than the aligned version of Heron-7B.", []),
      ("A merge of two ponds.", []),
      ("People may start from Heron-32B, too.", []),
    ])
  func made(text: String, expected: [String]) {
    #expect(CardFacts.values(Predicate.baseModel, in: "# Otter\n\n" + text) == expected)
  }
}
