// SPDX-License-Identifier: GPL-3.0-or-later

/// The metrics of one step; those that do not apply are absent.
///
/// Row 0 is the policy at the start. The last row of a run holds only what is evaluated, not the
/// tallies of samples and updates. A value takes 256 bytes, and memory elsewhere only for what
/// networks add: long jobs keep hundreds of thousands of them.
public struct StepMetrics: Sendable {
    /// The values by metric, without the step; 0 where there is none.
    private var values = InlineArray<29, Double>(repeating: 0)

    /// A bit a metric: whether there is a value.
    private var present: UInt32 = 0

    /// The number of rollouts and updates before this row.
    private var stepNumber: UInt32

    /// The largest |log r|, NaN where there is none: an optional would take twice as much.
    private var largest = Double.nan

    /// The values of ``Metric/ofNetworks``, NaN where there is none; empty where nothing is written.
    private var written: [Double] = []

    /// Makes a row with no metric but its step, a number from 0 to 4294967295.
    public init(step: Int) {
        stepNumber = UInt32(clamping: step)
    }

    /// The largest |log r| of the tokens in the step's updates, in nats; nil without updates.
    ///
    /// Not one of the metrics, but what tells whether the rules can differ at all: see
    /// ``Trajectory/negligibleLogRatio``. NaN counts as none.
    public var largestLogRatio: Double? {
        get { largest.isNaN ? nil : largest }
        set { largest = newValue ?? .nan }
    }

    /// A metric's value, or nil where it does not apply; a row always has its step, which only
    /// takes whole numbers.
    public subscript(metric: Metric) -> Double? {
        get {
            let index = metric.index
            guard index > 0 else { return Double(stepNumber) }
            guard index <= values.count else { return writtenValue(index - values.count - 1) }
            return present & 1 << index == 0 ? nil : values[index - 1]
        }
        set {
            let index = metric.index
            guard index > 0 else {
                stepNumber = UInt32(exactly: newValue ?? 0) ?? stepNumber
                return
            }
            guard index <= values.count else {
                if written.isEmpty {
                    guard newValue != nil else { return }
                    written = Array(repeating: .nan, count: Metric.ofNetworks.count)
                }
                written[index - values.count - 1] = newValue ?? .nan
                return
            }
            values[index - 1] = newValue ?? 0
            present = newValue == nil ? present & ~(1 << index) : present | 1 << index
        }
    }

    /// Returns one of the values of networks, or nil where it does not apply.
    private func writtenValue(_ place: Int) -> Double? {
        guard written.indices.contains(place), !written[place].isNaN else { return nil }
        return written[place]
    }

    /// The number of rollouts and updates before this row.
    public var step: Int { Int(stepNumber) }
}

extension StepMetrics: Equatable {
    /// Returns whether two rows hold the same metrics with equal values; NaN equals nothing.
    public static func == (left: StepMetrics, right: StepMetrics) -> Bool {
        left.present == right.present && left.stepNumber == right.stepNumber
            && left.largestLogRatio == right.largestLogRatio
            && left.values.indices.allSatisfy { left.values[$0] == right.values[$0] }
            && Metric.ofNetworks.allSatisfy { left[$0] == right[$0] }
    }
}
