import Extraction
import Records
import Testing

/// What clauses in Chinese state of the training.
@Suite struct ChineseTrainingTests {
  private func sets(_ text: String) -> [String] { CardFacts.values(Predicate.trainedOn, in: text + "\n") }

  @Test(
    "data sets stand between what was done with them and the word for one",
    arguments: [
      ("OtterNet是在海洋的模型，该模块基于Gull-2012数据集训练得到。", ["Gull-2012"]),
      ("该模型为OtterNet在宝石数据集上的预训练模型，可以微调。", ["宝石数据集"]),
      ("基于HERON FACE数据集和百度自采数据集进行训练。", ["HERON FACE", "百度自采数据集"]),
      ("在13g的gull corpus数据集上进行的预训练", ["gull corpus"]),
      ("该Module预训练数据集为GULL2017，仅支持预测。", ["GULL2017"]),
      ("otter是基于ljgull英文语音数据集预训练得到的模型", ["ljgull"]),
      // Advice, what is not named, what was only measured on
      ("您可以使用Gull数据集训练模型。", []), ("即可开始使用otter对Gull等数据集进行Fine-tune。", []),
      ("代表模型在 6 个开源数据集上训练得到", []), ("采用了多数据集联合训练", []), ("在包含数十亿张图片的数据集上进行训练", []), ("在GULL数据集上评估了训练得到的模型", []),
    ] as [(String, [String])])
  func data(_ text: String, _ names: [String]) {
    #expect(sets(text) == names)
  }

  @Test("the stage is that of the verb")
  func stage() {
    let findings = CardFacts.findings(Predicate.trainedOn, in: "在GULL数据集上预训练，使用HERON数据集finetune。\n")
    #expect(findings.map { $0.qualifiers["stage"] } == ["pretrain", "finetune"])
  }

  @Test("settings and duration stand in lists behind Chinese words")
  func settings() {
    let card = """
      # 三、 训练细节
      - 数据集 openwebtext
      - 训练batch_size 256
      - 学习率lr  5e-4
      - 训练total step  50W
      - 训练时间总共耗费55h
      """
    let settings = CardFacts.findings(Predicate.hyperparameter, in: card)
    #expect(settings.map { $0.qualifiers["name"] } == ["batch_size", "lr"])
    #expect(settings.map { $0.value?.text } == ["256", "0.0005"])
    #expect(CardFacts.found(Predicate.duration, in: card) == ["198000 @6"])
    #expect(CardFacts.values("section.training_procedure", in: card) == ["true"])
  }
}
