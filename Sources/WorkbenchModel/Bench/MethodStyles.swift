// SPDX-License-Identifier: GPL-3.0-or-later

/// Which colour and dash each method of a figure has.
///
/// GRPO and ASPO look the same in every figure, so that figures of one paper agree; the others take
/// the styles after theirs in the order in which they are drawn.
package enum MethodStyles {
    private static let fixed = ["grpo": 0, "aspo": 1]

    /// Returns one style a name, all different.
    package static func styles(of names: [String]) -> [Int] {
        var next = fixed.count
        return names.map { name in
            if let style = fixed[name] { return style }
            next += 1
            return next - 1
        }
    }
}
