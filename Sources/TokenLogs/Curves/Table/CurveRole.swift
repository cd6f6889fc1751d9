// SPDX-License-Identifier: GPL-3.0-or-later

/// What a column of training curves is, by its name alone.
enum CurveRole: Hashable {
    /// A number a step, to be drawn.
    case metric
    /// The step; where there are several, the one of the least rank.
    case step(Int)
    /// The step within a part of the metrics: `rollout/step` for `rollout/…`.
    case partStep
    /// The epoch, which stands for the step where nothing else does.
    case epoch
    /// A moment or a duration, which stands for the step where not even the epoch is there.
    case time
    /// What tells runs apart: a run's name or number.
    case run
    /// What tells parts of one run apart: a rank, a worker.
    case part
    /// What tells runs apart where it is a text, and is a metric where it is a number.
    case kind
    /// What tells runs apart that are repetitions of each other.
    case seed
    /// The metric that a row of a tidy table is about.
    case tag
    /// The metric's number in a tidy table.
    case value
    /// Whether the value of MLflow's table is not a number.
    case isNaN
    /// A row's number, or what only a program wants to know.
    case ignored

    init(_ name: String) {
        let key = LogColumn.matchingKey(name)
        let last = name.split(separator: "/").last.map { LogColumn.matchingKey(String($0)) } ?? ""
        if key.isEmpty || key.hasPrefix("unnamed:") || name.hasPrefix("_wandb/") {
            self = .ignored
        } else if name == "global_step/max_steps" {
            // ms-swift's step, written as `10/100`.
            self = .step(1)
        } else if name == "_step" {
            self = .step(3)
        } else if name.contains("/") {
            self = Self.role(ofPart: last)
        } else {
            self = Self.byName[key] ?? (key.hasPrefix("relativetime(") ? .time : .metric)
        }
    }

    /// Returns what a name with parts is, by the last of them.
    private static func role(ofPart last: String) -> CurveRole {
        if last == "globalstep" { return .step(2) }
        if steps.contains(last) { return .partStep }
        return last == "epoch" ? .epoch : .metric
    }

    /// Names of the step as they are compared.
    private static let steps = [
        "step", "globalstep", "trainingstep", "trainstep", "iteration", "iter", "update",
    ]

    /// Every name that is no metric's, as it is compared.
    private static let byName: [String: CurveRole] = {
        let names: [(CurveRole, [String])] = [
            (.step(0), ["step"]), (.step(1), Array(steps.dropFirst()) + ["rolloutid"]),
            (.step(2), ["trainglobalstep", "trainerglobalstep", "trainingglobalstep"]),
            (.epoch, ["epoch", "epochs"]),
            (.time, ["relativetime", "runtime", "timestamp", "walltime", "time", "createdat"]),
            (
                .run,
                [
                    "run", "runname", "runid", "runuuid", "method", "algorithm", "algo", "group",
                    "experiment", "experimentname", "experimentid", "exp", "expname", "name",
                    "trial", "trialid", "trialname", "job", "jobid", "dirname",
                ]
            ),
            (
                .part,
                [
                    "rank", "localrank", "globalrank", "dprank", "rankid", "worker", "workerid",
                    "workername", "process", "processindex", "node", "host", "hostname", "replica",
                ]
            ),
            (
                .kind,
                [
                    "split", "phase", "stage", "mode", "dataset", "datasource", "task", "env",
                    "envname", "model", "modelname", "policy",
                ]
            ),
            (.seed, ["seed", "randomseed", "rngseed"]),
            (.tag, ["tag", "tagname", "metric", "metricname", "metrickey", "key", "variable"]),
            (.value, ["value", "metricvalue", "scalar"]), (.isNaN, ["isnan"]),
        ]
        return Dictionary(
            names.flatMap { role, keys in keys.map { ($0, role) } }, uniquingKeysWith: { $1 })
    }()

    /// Whether the step is told, be it as an epoch; a moment is none.
    var isStep: Bool {
        switch self {
        case .step, .partStep, .epoch: true
        case .metric, .time, .run, .part, .kind, .seed, .tag, .value, .isNaN, .ignored: false
        }
    }

    /// Whether values are labels, numbers among them.
    var takesLabels: Bool {
        switch self {
        case .run, .part, .seed, .tag: true
        case .metric, .step, .partStep, .epoch, .time, .kind, .value, .isNaN, .ignored: false
        }
    }
}
