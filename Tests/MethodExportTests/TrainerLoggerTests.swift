// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import MethodExport
import Results
import Testing

@testable import Lab
import WorkbenchModel

/// Tensors as loggers use them: numbers in lists.
private let standInTensor = """
    class Tensor:
        def __init__(self, rows): self.rows = rows
        def detach(self): return self
        def float(self): return self
        def tolist(self): return self.rows
        def unbind(self): return [Tensor(row) for row in self.rows]
        def __mul__(self, other):
            return Tensor([[a * b for a, b in zip(x, y)] for x, y in zip(self.rows, other.rows)])

    nan, inf = float("nan"), float("inf")
    logp = Tensor([[-0.5, -2.25, -0.125], [-1.5, -0.75, -0.25], [nan, nan, nan]])
    old = Tensor([[-0.625, -2.0, -0.125], [-1.375, -0.5, inf], [nan, nan, nan]])
    engine = Tensor([[-0.75, -1.75, -0.0625], [-1.0, nan, nan], [nan, nan, nan]])
    reference = Tensor([[-1.0, -2.0, -0.5], [-1.0, -1.0, nan], [nan, nan, nan]])
    entropy = Tensor([[0.5, 1.5, 0.25], [1.0, 0.75, nan], [nan, nan, nan]])
    tokens = Tensor([[11, 12, 13], [21, 22, 0], [0, 0, 0]])
    mask = Tensor([[1, 0, 1], [1, 1, 0], [0, 0, 0]])

    """

/// What the stand-ins hold of the tokens that count, in the columns of `columns`.
private let expected: [[Double?]] = [
    [11, 0, -0.625, -0.5, 1.5, 0.5, -0.75, -1],
    [13, 2, -0.125, -0.125, 1.5, 0.25, -0.0625, -0.5],
    [21, 0, -1.375, -1.5, -0.5, 1, -1, -1],
    [22, 1, -0.5, -0.75, -0.5, 0.75, nil, -1],
]

private let columns = [
    "token_id", "position", "logp_old", "logp", "advantage", "entropy", "logp_engine", "logp_ref",
]

/// Stands in for TRL: a trainer whose `_compute_loss` asks for log-probabilities as TRL's does.
private let standInTRL = """
    import sys, types

    class GRPOTrainer:
        num_iterations = 2
        args = types.SimpleNamespace(steps_per_generation=3, output_dir="out/put")
        model = types.SimpleNamespace(training=True)
        accelerator = types.SimpleNamespace(process_index=0)
        def _get_per_token_logps_and_entropies(self, model, *args, **kwargs):
            return logp, entropy, None
        def _compute_loss(self, model, inputs):
            self._get_per_token_logps_and_entropies(model, compute_entropy=True)
            return "the loss"

    sys.modules["trl"] = types.SimpleNamespace(GRPOTrainer=GRPOTrainer)
    import logger
    trainer = logger.LoggedGRPOTrainer()
    inputs = dict(
        prompt_ids=Tensor([[0, 7, 8], [0, 7, 8], [0, 7, 8]]),
        prompt_mask=Tensor([[0, 1, 1]] * 3), completion_ids=tokens,
        completion_mask=Tensor([[1, 1, 1], [1, 1, 0], [0, 0, 0]]),
        tool_mask=Tensor([[1, 0, 1], [1, 1, 1], [1, 1, 1]]),
        advantages=Tensor([1.5, -0.5, 0.0]), old_per_token_logps=old,
        sampling_per_token_logps=engine, ref_per_token_logps=reference)
    trainer._step = 10
    assert trainer._compute_loss(None, inputs) == "the loss"
    del inputs["old_per_token_logps"]
    trainer._step = 11
    trainer._compute_loss(None, inputs)
    trainer.model.training = False
    trainer._compute_loss(None, inputs)
    """

/// Stands in for verl: a worker's module, a batch, and the padding of its outputs.
private let standInVerl = """
    import os, sys, types

    class Batch(dict):
        def select(self, *names): return Batch({name: self[name] for name in names})
        def to_padded_tensor(self): return self

    class TrainingWorker:
        def train_mini_batch(self, data): return engine_workers.ppo_loss(
            config=None, model_output=dict(log_probs=logp, entropy=entropy), data=data)

    def ppo_loss(config, model_output, data, dp_group=None): return "the loss"

    engine_workers = types.SimpleNamespace(TrainingWorker=TrainingWorker, ppo_loss=ppo_loss)
    padding = types.SimpleNamespace(no_padding_2_padding=lambda x, data: x)
    workers = types.SimpleNamespace(engine_workers=engine_workers)
    sys.modules.update({
        "verl": types.SimpleNamespace(workers=workers), "verl.workers": workers,
        "verl.workers.engine_workers": engine_workers, "verl.workers.utils": padding,
        "verl.workers.utils.padding": padding})
    os.environ.update(FLIPSIDE_LOG="out/put", RANK="0")
    import logger
    data = Batch(
        prompts=Tensor([[7, 8]] * 3), responses=tokens, response_mask=mask, old_log_probs=old,
        advantages=Tensor([[1.5] * 3, [-0.5] * 3, [0.0] * 3]), rollout_log_probs=engine,
        ref_log_prob=reference)
    assert TrainingWorker().train_mini_batch(data=data) == "the loss"
    for name in ("rollout_log_probs", "ref_log_prob"): del data[name]
    TrainingWorker().train_mini_batch(data=data)
    """

private let hasPython = Python.has("json")

@Test(
    "What the exported loggers write in a stand-in of the trainer is read and weighed right",
    .enabled(if: hasPython, "no Python; FLIPSIDE_PYTHON names one"),
    arguments: TrainerLogger.allCases)
private func standIns(logger: TrainerLogger) throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    try session.execute("export format=\(logger.rawValue) out=\(scratch.word("logger.py"))")
    let trainer = logger == .trl ? standInTRL : standInVerl
    _ = try scratch.write(standInTensor + trainer, to: "check.py")
    try Python.run(["check.py"], in: scratch.path)
    session.workspace.prefersJSON = true
    try session.execute("load \(scratch.word("out/put/tokens.0.jsonl"))")
    try session.execute("reweigh methods=grpo,nois correction=tis rows=all")
    let rows = try rows(listener.outputs.last ?? "")
    try #require(rows.count == 2 * expected.count)
    for (row, expected) in zip(rows, expected) {
        #expect(columns.map { row[$0]?.number } == expected)
    }
    #expect(Set(rows.map { $0["prompt_id"]?.number }).count == 1)
    #expect(Set(rows.map { $0["response_id"]?.number }).count == 2)
    let weights = [exp(0.125), 1, exp(-0.125), 0]
    let factors = [exp(0.125), exp(-0.0625), exp(-0.375), 1]
    for (row, (weight, factor)) in zip(rows, zip(weights, factors)) {
        #expect(isClose(row["weight.grpo"]?.number, weight))
        #expect(isClose(row["total.grpo"]?.number, weight * factor))
    }
    checkSecondUpdate(Array(rows.dropFirst(expected.count)), logger)
}

/// Compares what was written where TRL keeps no old log-probability, and verl no engine.
private func checkSecondUpdate(_ rows: [JSONValue], _ logger: TrainerLogger) {
    for (row, expected) in zip(rows, expected) {
        switch logger {
        case .trl:
            #expect(row["logp_old"]?.number == expected[3] && row["weight.grpo"]?.number == 1)
            #expect(row["minibatch"]?.number == 2 && row["epoch"]?.number == 1)
            #expect(row["step"]?.number == 1)
        case .verl:
            #expect(row["logp_engine"]?.number == nil && row["logp_old"]?.number == expected[2])
            #expect(row["step"]?.number == 2)
        }
    }
}

@Test("A logger is written without a method or a run, and says so")
private func alone() throws {
    var (session, listener) = try run(["simulate world=graph steps=1 seeds=1"])
    for line in ["method=grpo", "run=run1"] {
        let error = session.failure(of: "export \(line) format=trl-logger")
        #expect(error?.hint == "type export format=trl-logger")
    }
    try session.execute("export format=verl-logger")
    #expect(listener.outputs.last?.contains("engine_workers.ppo_loss = logged(") == true)
    session.workspace.prefersJSON = true
    try session.execute("export format=trl-logger")
    let document = try JSONValue(parsing: listener.outputs.last ?? "")
    #expect(document["format"]?.text == "trl-logger" && document["method"] == nil)
    #expect(
        document["text"]?.text?.contains("class LoggedGRPOTrainer(TokenLog, GRPOTrainer):") == true)
}

@Test(
    "What TRL itself counts in a run is what its log says",
    .enabled(if: TRLRun.isInstalled, "\(TRLRun.missing)"))
private func realTRL() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    try session.execute("export format=trl-logger out=\(scratch.word("logger.py"))")
    let output = try TRLRun.run(
        """
        import logger
        trainer = make(logger.LoggedGRPOTrainer)
        quietly(trainer.train)
        print(json.dumps([row for row in trainer.state.log_history if "entropy" in row]))
        """, in: scratch)
    let history = try JSONDecoder().decode([[String: Double?]].self, from: numbersOnly(output))
    session.workspace.prefersJSON = true
    try session.execute("load \(scratch.word("out/tokens.0.jsonl"))")
    try session.execute("reweigh methods=grpo rows=all")
    let rows = try rows(listener.outputs.last ?? "")
    let updates = Dictionary(grouping: rows) { row in
        2 * Int(row["epoch"]?.number ?? -9) + Int(row["minibatch"]?.number ?? -9)
    }
    try #require(history.count == 4 && updates.count == 4)
    for (index, metrics) in history.enumerated() {
        let update = try #require(updates[index])
        compare(metrics, update)
    }
    #expect(rows.contains { $0["weight.grpo"]?.number == 0 })
}

@Test(
    "What verl itself counts in a batch is what its log says",
    .enabled(if: VerlRun.isInstalled, "\(VerlRun.missing)"))
private func realVerl() throws {
    let scratch = try ScratchFolder()
    var (session, listener) = makeSession()
    try session.execute("export format=verl-logger out=\(scratch.word("logger.py"))")
    let counted = """
        import logger
        loss, metrics = engine_workers.ppo_loss(config=config, model_output=output, data=data)
        values = {name: metric.values[0] for name, metric in metrics.items()}
        print(json.dumps({name: float(value) for name, value in values.items()}))
        """
    _ = try scratch.write(VerlRun.preparation + counted, to: "check.py")
    let metrics = try JSONDecoder().decode(
        [String: Double].self, from: Python.run(["check.py"], in: scratch.path))
    session.workspace.prefersJSON = true
    try session.execute("load \(scratch.word("out/put/tokens.0.jsonl"))")
    try session.execute("reweigh methods=grpo rows=all")
    let rows = try rows(listener.outputs.last ?? "")
    try #require(rows.count == 11)
    func mean(_ value: (JSONValue) -> Double?) -> Double {
        rows.map { value($0) ?? .nan }.reduce(0, +) / 11
    }
    let clipped = mean { $0["weight.grpo"]?.number == 0 ? 1 : 0 }
    #expect(abs(clipped - (metrics["actor/pg_clipfrac"] ?? .nan)) < 1e-6 && clipped > 0)
    let divergence = mean { row in
        row["logp_old"]?.number.flatMap { old in row["logp"]?.number.map { old - $0 } }
    }
    #expect(abs(divergence - (metrics["actor/ppo_kl"] ?? .nan)) < 1e-6)
    #expect(abs(mean { $0["entropy"]?.number } - (metrics["actor/entropy_loss"] ?? .nan)) < 1e-6)
    #expect(rows.allSatisfy { $0["logp_engine"]?.number != nil && $0["logp_ref"]?.number != nil })
}

/// Compares what TRL counted in an update with the rows of the log.
private func compare(_ metrics: [String: Double?], _ rows: [JSONValue]) {
    func mean(_ value: (JSONValue) -> Double) -> Double {
        rows.map(value).reduce(0, +) / Double(rows.count)
    }
    func number(_ row: JSONValue, _ name: String) -> Double { row[name]?.number ?? .nan }
    let low = mean { number($0, "advantage") < 0 && number($0, "ratio") < 0.8 ? 1 : 0 }
    let high = mean { number($0, "advantage") > 0 && number($0, "ratio") > 1.2 ? 1 : 0 }
    let divergence = mean { row in
        let distance = number(row, "logp_ref") - number(row, "logp")
        return exp(distance) - distance - 1
    }
    for (name, own) in [
        ("clip_ratio/low_mean", low), ("clip_ratio/high_mean", high), ("kl", divergence),
        ("entropy", mean { number($0, "entropy") }),
    ] {
        let given = (metrics[name] ?? nil) ?? .nan
        #expect(abs(given - own) <= 1e-5 * max(1, abs(own)), "\(name)")
    }
}

/// Returns a list of objects without what is no number.
private func numbersOnly(_ data: Data) throws -> Data {
    let objects = try JSONSerialization.jsonObject(with: data) as? [[String: Any]] ?? []
    return try JSONSerialization.data(withJSONObject: objects.map { $0.filter { $1 is NSNumber } })
}
