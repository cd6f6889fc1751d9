// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import WorkbenchModel

extension Workspace {
    /// Returns the ε that decide which ratios count as clipped.
    ///
    /// With `dialect=` those of the trainer's run, so that shares are what that run logs itself; else
    /// what the line says, what is set, and 0.2. A method without such a bound counts by 0.2.
    package func clipRange(
        _ methods: [Method], _ arguments: Arguments
    ) -> (low: Double, high: Double) {
        var numbers = workbench.bench.parameterNumbers.merging(ruleValues(arguments)) { $1 }
        if arguments.given.contains(where: { $0.name == Keys.dialect.name }),
            let method = methods.first
        {
            numbers = Dictionary(method.settings.map { ($0.name, $0.value) }) { $1 }
        }
        return (numbers["eps_low"] ?? 0.2, numbers["eps_high"] ?? 0.2)
    }
}
