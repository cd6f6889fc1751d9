// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Lab
import LabTestSupport
import Synchronization
import Testing
import TokenWeights
import WorkbenchModel

@Suite("Keys")
struct KeyTests {
    @Test(
        "A command reads only what it declares, each parameter as the kind that it is",
        arguments: commandDescriptions.map(\.name))
    func keys(verb: String) throws {
        let command = try #require(commandDescriptions.first { $0.name == verb })
        let faults = Mutex<Set<String>>([])
        try KeyFault.$taken.withValue({ fault in _ = faults.withLock { $0.insert(fault) } }) {
            try inFolder {
                for (index, example) in command.examples.enumerated() {
                    try show(example, of: command, besides: index % 6)
                }
            }
        }
        #expect(faults.withLock(\.self) == [])
    }
}

/// Runs an example, and once more with each parameter of its command besides.
///
/// - Parameters:
///   - example: The example.
///   - command: The command.
///   - turn: Which sixth of how a figure looks is tried: that is read in one place, whatever is drawn.
/// - Throws: Where what comes before the example fails.
private func show(
    _ example: Example, of command: CommandDescription, besides turn: Int
) throws {
    let (session, _) = try run(["preset demo"] + example.setup)
    var alone = session
    // What is wrong with a line besides is no matter.
    try? alone.execute(example.line)
    for line in variants(of: example.line, command, session, turn) {
        var cancelled = session
        // What takes long reads its arguments before it begins.
        cancelled.workspace.environment.isCancelled = { true }
        try? cancelled.execute(line)
    }
}

/// Returns an example with each parameter of its command besides.
private func variants(
    of line: String, _ command: CommandDescription, _ session: Session, _ turn: Int
) -> [String] {
    command.parameters.enumerated().filter { index, parameter in
        parameter.family != .figure || index % 6 == turn
    }.flatMap { _, parameter in
        words(for: parameter, line, session).map { word in
            "\(line) " + (parameter.hasKey ? "\(parameter.name)=\(word)" : word)
        }
    }
}

/// Returns what a parameter may be given, at least once in each form that it has.
private func words(for parameter: Parameter, _ line: String, _ session: Session) -> [String] {
    func number(_ domain: NumberDomain) -> String {
        [0.2, 3, 1].first(where: domain.contains).map { "\($0)" } ?? "0"
    }
    return switch parameter.kind {
    case .number(_, let domain): [number(domain)]
    case .sweepable(_, let domain): [number(domain), "0.1,0.2", "0.1..0.2"]
    case .integer(let range): ["\(min(max(2, range.lowerBound), range.upperBound))"]
    case .probability: ["0.5", "logp(-2)"]
    case .choice(.fixed(let choices)), .choices(.fixed(let choices)): choices.map(\.word)
    case .choice, .choices: offered(parameter, line, session)
    case .seeds: ["2", "3,5"]
    case .axis(let names): [names.isEmpty ? "0.2..0.4" : "\(names[0]):0.2..0.4"]
    case .numbers: ["0.5", "0.5,0.9"]
    case .flag: ["yes", "no"]
    case .flags: ["yes", "no,yes"]
    case .choiceOrPath(let choices): choices.map(\.word) + ["made.csv"]
    case .path: ["made.png", "made.csv"]
    case .name, .text: ["1"]
    case .setting, .definition: []
    }
}

/// Returns the first of the words that completion offers for a parameter.
private func offered(_ parameter: Parameter, _ line: String, _ session: Session) -> [String] {
    let typed = line + " " + (parameter.hasKey ? parameter.name + "=" : "")
    return session.completions(typed, cursor: typed.unicodeScalars.count).candidates
        .prefix(1).map(\.text)
}
