// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The responses to one prompt, sampled together.
struct SampleGroup {
    /// The tokens, T places a response.
    let tokenNumbers: Memory<Int32>

    /// The contexts in which the tokens were written, T places a response.
    let contexts: Memory<Int32>

    /// The number of tokens of each response.
    let lengths: Memory<Int32>

    /// Whether the verifier calls each response right.
    let isRight: Memory<Bool>

    /// The number of responses, G.
    let size: Int

    /// The most tokens of a response, T.
    private let length: Int

    /// The context of each response that goes on.
    private let current: Memory<Int32>

    /// The responses that go on, in order, and room to read eight at a time.
    private let alive: Memory<Int32>

    /// Makes room for the responses.
    init(size: Int, length: Int) {
        self.size = size
        self.length = length
        tokenNumbers = Memory(repeating: 0, count: size * length)
        contexts = Memory(repeating: 0, count: size * length)
        lengths = Memory(repeating: 0, count: size)
        isRight = Memory(repeating: false, count: size)
        current = Memory(repeating: 0, count: size)
        alive = Memory(repeating: 0, count: size + 7)
    }

    /// Where the tokens of a response are.
    func tokenIndices(_ sample: Int) -> Range<Int> {
        sample * length..<sample * length + Int(lengths.base[sample])
    }

    /// The number of tokens of all responses.
    var tokens: Int {
        (0..<size).reduce(0) { $0 + Int(lengths.base[$1]) }
    }

    /// Whether some responses are right and some wrong, so that advantages are not all zero.
    var hasSignal: Bool {
        let right = rightCount
        return right > 0 && right < size
    }

    /// The number of responses that are called right.
    var rightCount: Int {
        (0..<size).reduce(0) { $0 + (isRight.base[$1] ? 1 : 0) }
    }

    /// Samples all responses, one token of each at a time.
    func sample(
        from start: Int32, _ policy: FrozenPolicy, _ topology: Topology,
        random: GroupRandom, _ watch: inout Watch
    ) throws(Halt) {
        var count = size
        for sample in 0..<size {
            current.base[sample] = start
            alive.base[sample] = Int32(truncatingIfNeeded: sample)
        }
        try topology.automaton.next.withUnsafeBufferPointer { next throws(Halt) in
            guard let next = next.baseAddress else { return }
            let group = csim_group(
                tokens: tokenNumbers.base, contexts: contexts.base, lengths: lengths.base,
                is_right: isRight.base, current: current.base, alive: alive.base,
                cumulative: UnsafePointer(policy.cumulative.base), next: next,
                stride: Int64(topology.stride), vocabulary: Int64(topology.automaton.vocabulary),
                length: Int64(length), seed: random.seed, stream: random.stream,
                step: random.step, prompt: random.prompt, right: ContextAutomaton.Ending.right)
            for position in 0..<length where count > 0 {
                try watch.spend(count &* 32)
                count = withUnsafePointer(to: group) {
                    Int(csim_advance($0, Int64(count), Int64(position), topology.isFast))
                }
            }
        }
    }
}
