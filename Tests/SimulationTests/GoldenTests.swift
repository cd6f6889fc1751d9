// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@Suite("Golden runs")
struct GoldenTests {
    @Test("Every metric of every golden run comes out, integers exactly and the rest to 1e-9")
    func metrics() throws {
        for run in try GoldenFile.load().runs {
            var trainer = try run.trainer()
            for expected in run.metrics {
                let row = try trainer.advance()
                let names = Set(Metric.allCases.filter { row[$0] != nil }.map(\.rawValue))
                #expect(names == Set(expected.keys), "\(run.name) \(run.method) \(row.step)")
                for (name, number) in expected {
                    let metric = try #require(Metric(rawValue: name))
                    let value = try #require(row[metric])
                    #expect(
                        agrees(value, number),
                        "\(run.name) \(run.method) step \(row.step) \(name): \(value), not \(number)"
                    )
                }
            }
            #expect(trainer.isFinished)
            #expect(agrees(trainer.parameters.reduce(0, +), run.thetaSum))
            #expect(agrees(sumOfSquares(trainer.parameters), run.thetaSumOfSquares))
            for (value, number) in zip(trainer.parameters, run.thetaFirst8) {
                #expect(agrees(value, number))
            }
        }
    }

    @Test("Every golden run starts from the same world and the same untrained policy")
    func beginnings() throws {
        for run in try GoldenFile.load().runs {
            let automaton = try run.trainer().automaton
            #expect(automaton.next.reduce(0) { $0 + Int($1) } == run.nextSum, "\(run.name)")
            #expect(automaton.trainingStarts + automaton.heldOutStarts == run.start, "\(run.name)")
            #expect(agrees(automaton.parameters.reduce(0, +), run.theta0Sum), "\(run.name)")
            #expect(
                agrees(sumOfSquares(automaton.parameters), run.theta0SumOfSquares), "\(run.name)")
        }
    }

    private func sumOfSquares(_ values: [Double]) -> Double {
        values.reduce(0) { $0 + $1 * $1 }
    }

    /// Whole numbers must be equal; others may differ by 1e-9, absolutely and relatively.
    private func agrees(_ value: Double, _ expected: Double) -> Bool {
        abs(value - expected) <= 1e-9 + 1e-9 * abs(expected)
    }
}
