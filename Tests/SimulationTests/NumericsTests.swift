// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Simulation

@Suite("Numbers")
struct NumericsTests {
    @Test("Philox gives the known answers of its authors")
    func knownAnswers() {
        #expect(
            Philox(seed: 0, stream: 0).block(0, 0, 0, 0)
                == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
        let ones = UInt32.max
        #expect(
            Philox(seed: ones, stream: ones).block(ones, ones, ones, ones)
                == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
        #expect(
            Philox(seed: 0xa409_3822, stream: 0x299f_31d0)
                .block(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344)
                == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
    }

    @Test("Uniform and normal numbers and shuffles are those of the golden file")
    func draws() throws {
        let file = try GoldenFile.load()
        let uniform = try #require(file.rng["uniform(seed=1,stream=3;a=2,b=3,c=4,e=0..3)"])
        let normal = try #require(file.rng["normal(seed=1,stream=2;a=2,b=0,c=5,e=0..3)"])
        let order = try #require(file.rng["shuffle(n=8,seed=1,stream=4,a=0,b=0)"])
        for e in 0..<4 {
            #expect(Philox(seed: 1, .rollout).uniform(2, 3, 4, e) == uniform[e])
            let drawn = Philox(seed: 1, .initialPolicy).normal(2, 0, 5, e)
            #expect(abs(drawn - normal[e]) < 1e-14)
        }
        #expect(Philox(seed: 1, .shuffle).shuffled(8, 0, 0).map { Double($0) } == order)
    }

    @Test("The exponential is within 1.5 units in the last place, and exact at 0")
    func exponentials() {
        #expect(exponential(0.0) == 1)
        #expect(exponential(-709.0) == 0)
        #expect(exponential(-1e300) == 0)
        #expect(exponential(-Double.infinity) == 0)
        for index in 0..<20_000 {
            let x = Philox(seed: 1, stream: 99).uniform(0, 0, 0, index) * 728 - 708
            let expected = exp(x)
            #expect(abs(exponential(x) - expected) <= 1.5 * expected.ulp, "\(x)")
        }
    }

    @Test("The logarithm is within 1 unit in the last place, and exact at 1")
    func logarithms() {
        #expect(naturalLogarithm(1) == 0)
        for index in 0..<20_000 {
            let draw = Philox(seed: 1, stream: 98).uniform(0, 0, 0, index)
            for x in [draw + 1e-12, 1 + draw * 64, exp(draw * 1400 - 700)] {
                let expected = log(x)
                let error = abs(naturalLogarithm(x) - expected)
                #expect(error <= expected.magnitude.ulp, "\(x)")
            }
        }
    }

    @Test(
        "The cosine is that of the system, but for the rounding of angles, and exact at quarters of a turn"
    )
    func cosines() {
        #expect([0, 0.25, 0.5, 0.75].map { cosine(turns: $0) } == [1, 0, -1, 0])
        for index in 0..<20_000 {
            let turns = Philox(seed: 1, stream: 97).uniform(0, 0, 0, index)
            // The angle of the system's cosine is rounded, by up to 4e-16.
            #expect(abs(cosine(turns: turns) - cos(2 * .pi * turns)) < 9e-16, "\(turns)")
        }
    }

    @Test("Parts cover a range in order, each little enough")
    func parts() {
        for (count, cells, expected) in [(0, 1, 0), (5, 0, 1), (5, 65_536, 5), (7, 30_000, 4)] {
            let parts = Array(Parts(of: 3..<3 + count, cells: cells))
            #expect(parts.count == expected)
            #expect(parts.flatMap(Array.init) == Array(3..<3 + count))
        }
    }
}
