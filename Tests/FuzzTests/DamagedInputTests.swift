// SPDX-License-Identifier: GPL-3.0-or-later

import FuzzTargets
import TestSupport
import Testing

/// What scripts/fuzz does for minutes, a little of it each time: the same targets, from the same
/// seeds, always damaged in the same ways.
@Suite("Anything at all, handed to everything that reads")
struct DamagedInputTests {
    @Test("Seeds and what damage makes of them break no promise", arguments: FuzzTarget.all)
    func damaged(target: FuzzTarget) {
        let seeds = target.seeds()
        #expect(!seeds.isEmpty && seeds.allSatisfy { !$0.isEmpty })
        #expect(target.run([]) == nil)
        var generator = SeededGenerator(seed: 8)
        for seed in seeds { #expect(target.run(seed) == nil) }
        for _ in 0..<120 {
            guard var input = seeds.randomElement(using: &generator) else { return }
            for _ in 0..<Int.random(in: 1...5, using: &generator) {
                damage(&input, with: seeds, &generator)
            }
            let broken = target.run(input)
            #expect(broken == nil, "\(String(decoding: input, as: UTF8.self).debugDescription)")
        }
    }

    @Test("Every target has a name of its own")
    func names() {
        #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
    }

    /// Changes, removes, repeats or inserts some bytes, or goes on as another seed does.
    private func damage(
        _ bytes: inout [UInt8], with seeds: [[UInt8]], _ generator: inout SeededGenerator
    ) {
        guard !bytes.isEmpty else { return bytes = [0x30] }
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let end = min(bytes.count, place + Int.random(in: 1...40, using: &generator))
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeSubrange(place..<end)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 4:
            let splinter = Self.splinters.randomElement(using: &generator) ?? ""
            bytes.insert(contentsOf: splinter.utf8, at: place)
        default:
            let other = seeds.randomElement(using: &generator) ?? []
            bytes.replaceSubrange(place..., with: other.dropFirst(place))
        }
    }

    private static let splinters = [
        "\"", "\n", "\r\n", ",", "{", "}", "[", "]", "(", ")", "<", ">", "&#1;", "<![CDATA[", "\\u",
        "NaN", "null", "-", "1e999", "99999999999999999999", "\u{0}", ":", "\t", "é", "漢\u{301}",
        "\u{FEFF}", "0x", "=", "..", "#", "π_old", " stream\n", "/Info 9 0 R", "endobj",
    ]
}
