// SPDX-License-Identifier: GPL-3.0-or-later

/// The metrics of one step; those that do not apply are absent.
///
/// Row 0 is the untrained policy. The last row of a run holds only what is evaluated, not the
/// tallies of samples and updates. A value takes about 240 bytes and no memory elsewhere.
public struct StepMetrics: Sendable {
    /// The values by metric; 0 where there is none.
    private var values = InlineArray<27, Double>(repeating: 0)

    /// A bit a metric: whether there is a value.
    private var present: UInt32 = 0

    /// The largest |log r| of the tokens in the step's updates, in nats; nil without updates.
    ///
    /// Not one of the metrics, but what tells whether the rules can differ at all:
    /// ``Trajectory/rulesCoincide(_:)``.
    public internal(set) var largestLogRatio: Double?

    /// Makes a row with no metric but its step.
    public init(step: Int) {
        self[.step] = Double(step)
    }

    /// A metric's value, or nil where it does not apply.
    public subscript(metric: Metric) -> Double? {
        get {
            let index = metric.index
            return present & 1 << index == 0 ? nil : values[index]
        }
        set {
            let index = metric.index
            values[index] = newValue ?? 0
            present = newValue == nil ? present & ~(1 << index) : present | 1 << index
        }
    }

    /// The number of rollouts and updates before this row.
    public var step: Int { Int(values[Metric.step.index]) }
}

extension StepMetrics: Equatable {
    /// Returns whether two rows hold the same metrics with equal values; NaN equals nothing.
    public static func == (left: StepMetrics, right: StepMetrics) -> Bool {
        left.present == right.present && left.largestLogRatio == right.largestLogRatio
            && left.values.indices.allSatisfy { left.values[$0] == right.values[$0] }
    }
}
