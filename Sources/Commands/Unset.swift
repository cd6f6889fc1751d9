// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Simulation
package import WorkbenchModel

private let names = Key(
    lists: "parameter", "Names as set takes them; none for all.",
    .choices(.suggested("parameters")), required: false)

extension Command<Workspace> {
    /// `unset`: back to the defaults.
    package static let unset = Command(
        CommandDescription(
            name: "unset", group: .bench, summary: "Take back what set said of parameters.",
            parameters: [names],
            examples: [
                Example("unset eps_high", "one", setup: ["set eps_high=0.28"]),
                Example("unset", "all"),
            ],
            related: ["set"], inRecipes: .bench)
    ) { workspace, arguments throws(CommandError) in
        let given = arguments.placed(names)
        if given.isEmpty {
            workspace.workbench.bench.common = [:]
            workspace.workbench.bench.ofMethod = [:]
        }
        for (name, span) in given { try workspace.unset(name, span) }
        workspace.answer(
            given.isEmpty
                ? "all parameters are the methods' own again"
                : given.map { "\(shownText($0.value)) is each method's own again" }
                    .joined(separator: " · "))
    }
}

extension Workspace {
    fileprivate mutating func unset(_ name: String, _ span: Range<Int>) throws(CommandError) {
        let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
        let last = canonicalName(parts.last ?? name)
        if parts.count == 2 {
            _ = try parameter(last, ofMethod: parts[0], span)
            workbench.bench.ofMethod[parts[0]]?[last] = nil
        } else {
            let last = TrainingSettings.formerNames[last] ?? last
            guard commonNames.contains(last) else {
                throw unknown("parameter", last, commonNames, span)
            }
            workbench.bench.common[last] = nil
        }
    }
}
