// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
package import WorkbenchModel

extension Command<Workspace> {
    /// `unset`: back to the defaults.
    package static let unset = Command(
        CommandDescription(
            name: "unset", group: .bench, summary: "Take back what set said of parameters.",
            parameters: [
                Parameter(
                    "parameter", "Names as set takes them; none for all.",
                    .choices(.suggested("parameters")), place: .words(required: false))
            ],
            examples: [
                Example("unset eps_high", "one", setup: ["set eps_high=0.28"]),
                Example("unset", "all"),
            ],
            related: ["set"])
    ) { workspace, arguments throws(CommandError) in
        let names = arguments.words("parameter")
        if names.isEmpty {
            workspace.workbench.bench.common = [:]
            workspace.workbench.bench.ofMethod = [:]
        }
        for argument in arguments.all("parameter") {
            guard case .words(let names) = argument.value else { continue }
            for name in names { try workspace.unset(name, argument.span) }
        }
        workspace.answer(
            names.isEmpty
                ? "all parameters are the methods' own again"
                : names.map { "\(shownText($0)) is each method's own again" }
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
            guard commonNames.contains(last) else {
                throw unknown("parameter", last, commonNames, span)
            }
            workbench.bench.common[last] = nil
        }
    }
}
