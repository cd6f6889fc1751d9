// SPDX-License-Identifier: GPL-3.0-or-later

/// A number that trainers write where they have no log-probability.
enum Sentinel: Sendable, Hashable {
    /// One of the usual numbers, by its place among them.
    case known(Int)
    /// Any other number as low.
    case other

    init(_ value: Double) {
        // A float32 may be written with fewer digits than it has.
        let place = Self.usual.firstIndex { abs(value / $0.value - 1) < 1e-6 }
        self = place.map(Sentinel.known) ?? .other
    }

    /// The number in words.
    var text: String {
        switch self {
        case .known(let place): Self.usual[place].text
        case .other: "below −1000"
        }
    }

    private static let usual: [(value: Double, text: String)] = [
        (-1000, "−1000"), (-9999, "−9999"), (-1e4, "−10000"), (-65504, "−65504"),
        (-99999, "−99999"), (-1e5, "−1e5"), (-1e6, "−1e6"), (-1e8, "−1e8"), (-1e9, "−1e9"),
        (-1e10, "−1e10"), (-1e20, "−1e20"), (-1e30, "−1e30"),
        (-Double(Float.greatestFiniteMagnitude), "float32's lowest number"),
        (-0x1.FEp127, "bfloat16's lowest number"),
        (-Double.greatestFiniteMagnitude, "float64's lowest number"),
    ]
}
