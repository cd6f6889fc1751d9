// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Results
import Simulation
package import WorkbenchModel

private let simulations = Key(
    lists: "run", "Which simulations.", .choices(.current("runs")), required: false,
    otherwise: "the last")
private let reference = Key(
    "to", "The method that the others are held against.", .choice(.suggested("methods")),
    otherwise: "the first")
private let metrics = Key(
    "metrics", "What is compared.", .choices(.fixed(measureChoices)), otherwise: "the chief ones")
private let place = Key(
    "at", "Where in a run.", .choice(Measure.Place.allCases) { Choice($0.rawValue, $0.title) },
    default: .final)
private let levels = Key(
    "level", "The accuracies at which entropy and steps are taken.", .numbers, otherwise: "0.8,0.95"
)

extension Command<Workspace> {
    /// `compare`: what differs between methods, and what does not.
    package static let compare = Command(
        CommandDescription(
            name: "compare", group: .compute,
            summary: "Compare the methods of simulations, with intervals that say what is real.",
            details: """
                Each method's value has a 95 % interval over seeds. Differences to the first \
                method, or to the one that to= names, are taken seed by seed, because a seed gives \
                all methods the same random numbers, and have an interval of their own. Only a \
                difference whose interval leaves out 0 is printed as one; beside it stands in how \
                many seeds it has its sign. Entropy is compared at equal accuracy as well, and the \
                steps that it takes to get there. Several simulations of one world are compared \
                seed by seed too: compare run1 run2 to=run1.grpo.
                """,
            parameters: [simulations, reference, metrics, place, levels, Keys.table],
            examples: [
                Example(
                    "compare", "the last simulation",
                    setup: ["simulate world=bandit seeds=3 steps=6"]),
                Example(
                    "compare to=aspo metrics=entropy,acc at=mean", "two metrics, over all steps",
                    setup: ["simulate world=bandit seeds=3 steps=6"]),
                Example(
                    "compare run1 run2 metrics=entropy,steps_to_acc", "two learning rates",
                    setup: [
                        "simulate world=bandit seeds=3 steps=6",
                        "simulate world=bandit seeds=3 steps=6 methods=grpo lr=0.2",
                    ]),
            ],
            related: ["simulate", "plot", "show"])
    ) { workspace, arguments throws(CommandError) in
        let comparison = try workspace.comparison(
            try workspace.chosenRuns(arguments), to: arguments.first(reference))
        let place = arguments[place]
        let measures = try workspace.measures(arguments, comparison)
        try workspace.present(
            comparison.table(measures, at: place),
            people: comparison.peopleTable(measures, at: place), arguments)
        for remark in comparison.remarks { workspace.remark(remark) }
    }
}

/// What `metrics=` of `compare` takes.
private let measureChoices: [Choice] =
    Metric.allCases.filter { $0 != .step }.map { Choice($0.rawValue, $0.title) } + [
        Choice(Measure.entropyAtAccuracyKey, "entropy when accuracy reaches a level"),
        Choice(Measure.stepsToAccuracyKey, "steps until accuracy reaches a level"),
    ]

/// What `compare` compares where nobody says what.
private let chiefMeasures =
    [
        Metric.entropy, .accuracy, .reward, .heldOutAccuracy, .heldOutPassAt8, .duplicates,
        .klFromReference, .klFromOld,
    ]
    .map(\.rawValue) + [Measure.entropyAtAccuracyKey, Measure.stepsToAccuracyKey]

extension Workspace {
    /// Returns the simulations that a command names, each once; the last where it names none.
    fileprivate func chosenRuns(_ arguments: Arguments) throws(CommandError) -> [RunSet] {
        let names = arguments[simulations]
        let named = names.compactMap { name in workbench.runs.first { $0.name == name } }
        guard named.isEmpty else { return named }
        guard let run = workbench.runs.last else {
            throw CommandError(
                .missing, "nothing has been simulated yet",
                hint: "first type simulate world=graph seeds=8")
        }
        return [run]
    }

    /// Returns what is compared.
    ///
    /// - Throws: Where something that was asked for is in none of the runs.
    fileprivate func measures(
        _ arguments: Arguments, _ comparison: Comparison
    ) throws(CommandError) -> [Measure] {
        let asked = arguments[metrics] ?? []
        let accuracies = arguments[levels] ?? [0.8, 0.95]
        guard accuracies.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
            throw CommandError(
                .domain, "an accuracy is above 0 and at most 1",
                span: arguments.span(of: levels), hint: "levels look like level=0.8,0.95")
        }
        let found = (asked.isEmpty ? chiefMeasures : asked)
            .flatMap { measures(named: $0, accuracies) }.filter { comparison.has($0.metric) }
        if let name = asked.first(where: { name in !found.contains { $0.key.hasPrefix(name) } }) {
            throw CommandError(
                .missing, "these simulations have no \(name)",
                span: arguments.span(of: metrics),
                hint: "they have \(found.isEmpty ? "entropy" : found[0].key), for one")
        }
        return found
    }

    private func measures(named name: String, _ levels: [Double]) -> [Measure] {
        switch name {
        case Measure.entropyAtAccuracyKey: levels.map(Measure.entropy(atAccuracy:))
        case Measure.stepsToAccuracyKey: levels.map(Measure.steps(toAccuracy:))
        default: Metric(rawValue: name).map { [Measure($0)] } ?? []
        }
    }
}

extension Comparison {
    /// One row a metric and method, for programs.
    fileprivate func table(_ measures: [Measure], at place: Measure.Place) -> Table {
        var table = Table(
            columns: [
                "metric", "method", "mean", "final", "low", "high", "d_mean", "d_low", "d_high",
                "above", "below", "pairs",
            ].map { Table.Column($0) })
        table.rows = measures.flatMap { measure in
            entries.indices.map { row(measure, $0, place) }
        }
        return table
    }

    private func row(_ measure: Measure, _ index: Int, _ place: Measure.Place) -> [Table.Cell] {
        let entry = entries[index]
        let own = interval(measure, entry, place)
        let difference =
            index == baseline
            ? nil : self.difference(of: entry) { measure.value($0, at: place) }
        return [
            .text(measure.key), .text(entry.name),
            .optional(interval(measure, entry, .mean)?.mean),
            .optional(interval(measure, entry, .final)?.mean),
            .end(own?.low), .end(own?.high),
            .optional(difference?.difference.mean), .end(difference?.difference.low),
            .end(difference?.difference.high),
            difference.map { .integer($0.above) } ?? .none,
            difference.map { .integer($0.below) } ?? .none,
            difference.map { .integer($0.pairs) } ?? .none,
        ]
    }

    /// Returns the mean over seeds with its interval; nil where no run has a value.
    private func interval(
        _ measure: Measure, _ entry: Entry, _ place: Measure.Place
    ) -> Interval? {
        let values = values(of: entry) { measure.value($0, at: place) }.compactMap(\.self)
        return values.isEmpty ? nil : Statistics.interval(values)
    }

    /// One row a metric and method, for people: what differs in words.
    fileprivate func peopleTable(_ measures: [Measure], at place: Measure.Place) -> Table {
        var table = Table(columns: [
            Table.Column("metric"), Table.Column("method"),
            Table.Column("mean", "over all steps", importance: place == .mean ? 1 : 0),
            Table.Column("final", "at the end", importance: place == .final ? 1 : 0),
            // The last to go, and readable: it is what a comparison is asked for.
            Table.Column(
                "difference", "against \(reference.title), \(place.title)", importance: 2,
                leastWidth: Table.Column.roomy),
        ])
        for measure in measures {
            for index in entries.indices {
                let name = index == 0 ? measure.title : ""
                table.rows.append([.text(name)] + cells(measure, index, place))
            }
        }
        let spread = entries.contains { $0.runs.count > 1 } ? " · ± is a 95 % interval" : ""
        table.caption = caption + spread
        return table
    }

    private func cells(_ measure: Measure, _ index: Int, _ place: Measure.Place) -> [Table.Cell] {
        let entry = entries[index]
        func text(_ place: Measure.Place) -> Table.Cell {
            let values = values(of: entry) { measure.value($0, at: place) }
            let present = values.compactMap(\.self)
            guard !present.isEmpty else { return .text("never") }
            let some = present.count < values.count ? " (\(present.count) of \(values.count))" : ""
            return .text(Statistics.interval(present).text + some)
        }
        let difference =
            index == baseline
            ? nil : self.difference(of: entry) { measure.value($0, at: place) }
        return [
            .text(entry.title), measure.isSingle ? .none : text(.mean), text(.final),
            difference.map { .text($0.verdict(isExact: isExact)) } ?? .none,
        ]
    }
}

extension Table.Cell {
    /// Returns an end of an interval; nothing where there is none.
    fileprivate static func end(_ number: Double?) -> Table.Cell {
        .optional(number.flatMap { $0.isNaN ? nil : $0 })
    }
}
