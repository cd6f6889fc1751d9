// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@Test("Of ten tokens the two of the highest entropy are flagged")
private func ten() {
    let entropies: [Double?] = [0.1, 2.5, 0.3, 0.2, 0.9, 0, 1.1, 3.0, 0.4, 0.8]
    #expect(
        highEntropyFlags(entropies).indices.filter { highEntropyFlags(entropies)[$0] } == [1, 7])
}

@Test("Unknown entropies are low and do not count towards the quantile")
private func unknown() {
    let known: [Double?] = [0.1, 0.5, 0.3, 0.2, 0.9]
    let flags = highEntropyFlags(known)
    #expect(flags == [false, false, false, false, true])
    #expect(highEntropyFlags([nil] + known + [.nan]) == [false] + flags + [false])
    #expect(highEntropyFlags([nil, .nan]) == [false, false])
    #expect(highEntropyFlags([]) == [])
}

@Test("Equal entropies are none of them high")
private func equal() {
    #expect(highEntropyFlags([0.7, 0.7, 0.7, 0.7]) == [false, false, false, false])
    #expect(highEntropyFlags([.infinity, .infinity]) == [false, false])
}

@Test("The quantile is linear between neighbours, as torch.quantile's")
private func quantile() {
    #expect(linearQuantile([4, 1, 3, 2], 0.5) == 2.5)
    #expect(agrees(linearQuantile([0, 1, 2, 3, 4, 5], 0.8) ?? .nan, 4))
    #expect(agrees(linearQuantile([10, 20], 0.8) ?? .nan, 18))
    #expect(linearQuantile([7], 0.8) == 7)
    #expect(linearQuantile([1, 2, 3], 1) == 3)
    #expect(linearQuantile([], 0.8) == nil)
}
