// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

/// Two-sided 95 % quantiles from the usual tables, and others with simple closed forms.
private let quantiles: [(probability: Double, degrees: Int, t: Double)] = [
    (0.95, 1, 12.706204736432095),
    (0.95, 2, 4.302652729911275),
    (0.95, 3, 3.182446305284263),
    (0.95, 9, 2.2621571627409915),
    (0.95, 15, 2.131449545559323),
    (0.95, 23, 2.0686576104190406),
    (0.95, 39, 2.022690920036762),
    (0.95, 1000, 1.9623390808264078),
    (0.5, 1, 1),
    (0.99, 10, 3.16927267261695),
    (0, 5, 0),
]

@Suite("Statistics over seeds")
struct StatisticsTests {
    @Test("Student's quantiles are those of the tables", arguments: quantiles)
    func student(row: (probability: Double, degrees: Int, t: Double)) {
        let t = StudentT.twoSidedQuantile(row.probability, degrees: row.degrees)
        #expect(abs(t - row.t) <= 1e-9 * max(1, row.t))
    }

    @Test("Outside its domain a quantile is NaN")
    func outside() {
        #expect(StudentT.twoSidedQuantile(1, degrees: 3).isNaN)
        #expect(StudentT.twoSidedQuantile(0.95, degrees: 0).isNaN)
        #expect(StudentT.twoSidedQuantile(.nan, degrees: 3).isNaN)
    }

    @Test("Mean, deviation and interval agree with a worked example")
    func interval() {
        let values = [2.0, 4, 4, 6]
        #expect(Statistics.mean(values) == 4)
        #expect(abs(Statistics.standardDeviation(values) - (8.0 / 3).squareRoot()) < 1e-15)
        let interval = Statistics.interval(values)
        let half = 3.182446305284263 * (8.0 / 3).squareRoot() / 2
        #expect(abs(interval.low - (4 - half)) < 1e-9)
        #expect(abs(interval.high - (4 + half)) < 1e-9)
        #expect(interval.excludesZero)
    }

    @Test("A single value has no interval and claims nothing")
    func single() {
        let interval = Statistics.interval([3])
        #expect(interval.mean == 3)
        #expect(interval.low.isNaN && interval.high.isNaN)
        #expect(!interval.excludesZero)
        #expect(Statistics.mean([]).isNaN)
    }
}
