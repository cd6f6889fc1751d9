// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import TokenWeights
package import WorkbenchModel

extension Workspace {
    /// Says which parameters on a line are of no use to the kinds that it draws.
    package func remarkOnUnused(_ kinds: [PlotKind], _ arguments: Arguments) {
        remarkOnMethods(kinds, arguments)
        remarkOnRuleParameters(kinds, arguments)
        let special =
            PlotKeys.ofSomeKinds.map(\.name)
            + [PlotKeys.old.name, PlotKeys.run.name, PlotKeys.to.name]
        for argument in arguments.given where special.contains(argument.name) {
            remarkOnSpecial(argument, kinds, arguments)
        }
    }

    /// Says so where a key that only some kinds take is of no use to these.
    private func remarkOnSpecial(
        _ argument: Argument, _ kinds: [PlotKind], _ arguments: Arguments
    ) {
        let takers = kinds.filter { $0.uses(argument.name) }
        let reasons = takers.map { $0.ignores(self, arguments)[argument.name] }
        if !takers.isEmpty {
            guard let reason = reasons.first ?? nil, reasons.allSatisfy({ $0 != nil }) else {
                return
            }
            return remark("\(argument.name)= changes nothing here; \(reason).")
        }
        if argument.name == PlotKeys.corrections.name {
            let line = (kinds + [PlotKind.correction]).line
            return remark(
                "correction= changes nothing here; plot correction draws the factor: "
                    + "plot \(line) correction=\(shownText(argument.text))")
        }
        let users = PlotKind.all.filter { $0.uses(argument.name) }.map(\.name)
        remark(
            "\(argument.name)= changes nothing here; it is for plot "
                + "\(users.joined(separator: ", plot ")).")
    }

    /// Says so where no method is drawn that a line could choose.
    private func remarkOnMethods(_ kinds: [PlotKind], _ arguments: Arguments) {
        guard let argument = arguments.first(Keys.methods) else { return }
        let reasons = kinds.map { kind in
            kind.isOfMethods
                ? kind.ignores(self, arguments)[Keys.methods.name]
                : "plot \(kinds.line) is of no methods"
        }
        guard let reason = reasons.first ?? nil, reasons.allSatisfy({ $0 != nil }) else { return }
        remark("\(argument.name)= changes nothing here; \(reason).")
    }

    /// Says which parameters of methods none of the methods has that are drawn.
    private func remarkOnRuleParameters(_ kinds: [PlotKind], _ arguments: Arguments) {
        let names = Set(Keys.ruleSettings.map(\.name))
        for argument in arguments.given where names.contains(argument.name) {
            guard !kinds.contains(where: { uses(argument.name, $0, arguments) }) else { continue }
            let reason =
                !kinds.contains(where: \.isOfMethods)
                ? "plot \(kinds.line) is of no methods"
                : kinds.allSatisfy(\.drawsRuns)
                    ? "what was trained has its own" : "none of the methods drawn has it"
            remark("\(argument.name)= changes nothing here; \(reason).")
        }
    }

    /// Returns whether a kind uses a parameter of methods.
    private func uses(_ parameter: String, _ kind: PlotKind, _ arguments: Arguments) -> Bool {
        if kind.drawsRuns {
            // The shares of clipped tokens in a log go by these.
            return kind.uses(PlotKeys.log.name) && arguments.has(PlotKeys.log)
                && ["eps_low", "eps_high"].contains(parameter)
        }
        return kind.isOfMethods
            && drawnMethods(arguments).contains { method in
                method.rule.parameters.contains { $0.name == parameter }
            }
    }

    /// The methods that a line chooses, or `use` did.
    private func drawnMethods(_ arguments: Arguments) -> [Method] {
        workbench.bench.methods(arguments[Keys.methods] ?? workbench.bench.methodNames)
    }

    /// Returns that a fixed π_old changes nothing where no weight depends on it but through the ratio.
    fileprivate func ignoredOld(_ arguments: Arguments) -> [String: String] {
        drawnMethods(arguments).contains { $0.rule.scope != .token || dependsOnProbability($0) }
            ? [:] : [PlotKeys.old.name: "the weights of these methods depend on the ratio alone"]
    }
}

extension PlotKind {
    /// What kinds ignore that draw over the ratio at a fixed π_old.
    static let ignoresOld: @Sendable (Workspace, Arguments) -> [String: String] = {
        $0.ignoredOld($1)
    }
}
