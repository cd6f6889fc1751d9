// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What a trainer wrote at one step: numbers and texts by their names.
struct CurveFields {
    /// The numbers, NaN among them; what is missing is not here.
    var numbers: [(name: String, value: Double)] = []
    /// The texts.
    var texts: [(name: String, text: String)] = []

    /// Adds a number, unless there is none.
    mutating func add(_ name: String, _ number: Double) {
        if let value = number.onCurve { numbers.append((name, value)) }
    }
}

extension Double {
    /// A field's number as a curve has it: NaN where it is not finite, nil where there is none.
    var onCurve: Double? {
        switch NumberFault(self) {
        case nil: self
        case .notFinite: .nan
        case .missing, .notANumber: nil
        }
    }
}
