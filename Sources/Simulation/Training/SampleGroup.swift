// SPDX-License-Identifier: GPL-3.0-or-later

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

    /// The responses that go on, in order, and room to read four at a time.
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
        alive = Memory(repeating: 0, count: size + 3)
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
            lengths.base[sample] = Int32(truncatingIfNeeded: length)
            isRight.base[sample] = false
        }
        try topology.automaton.next.withUnsafeBufferPointer { next throws(Halt) in
            for position in 0..<length where count > 0 {
                try watch.spend(count &* 32)
                count = advance(count, position, policy, topology, next, random)
            }
        }
    }

    /// Adds a token to each response that goes on; returns how many go on after that.
    @inline(__always)
    private func advance(
        _ count: Int, _ position: Int, _ policy: FrozenPolicy, _ topology: Topology,
        _ next: UnsafeBufferPointer<Int32>, _ random: GroupRandom
    ) -> Int {
        let (vocabulary, stride) = (topology.automaton.vocabulary, topology.stride)
        let cumulative = policy.cumulative.base
        var (going, uniforms) = (0, Lanes.zero)
        for index in 0..<count {
            if index & 3 == 0 { uniforms = random.uniforms(aliveSamples(index), position) }
            let sample = Int(alive.base[index])
            let context = Int(current.base[sample])
            let token = choose(uniforms[index & 3], cumulative + context &* stride, stride)
            let place = sample &* length &+ position
            tokenNumbers.base[place] = Int32(truncatingIfNeeded: token)
            contexts.base[place] = Int32(truncatingIfNeeded: context)
            let following = next[context &* vocabulary &+ token]
            if following >= 0 {
                current.base[sample] = following
                alive.base[going] = Int32(truncatingIfNeeded: sample)
                going &+= 1
            } else {
                lengths.base[sample] = Int32(truncatingIfNeeded: position &+ 1)
                isRight.base[sample] = following == ContextAutomaton.Ending.right
            }
        }
        return going
    }

    /// The four living responses from an index on; past the last, any.
    @inline(__always)
    private func aliveSamples(_ index: Int) -> SIMD4<UInt64> {
        let samples = alive.base + index
        return SIMD4(
            UInt64(UInt32(bitPattern: samples[0])), UInt64(UInt32(bitPattern: samples[1])),
            UInt64(UInt32(bitPattern: samples[2])), UInt64(UInt32(bitPattern: samples[3])))
    }

    /// Returns the first token whose running sum is above a number, by counting those not above.
    @inline(__always)
    private func choose(
        _ number: Double, _ sums: UnsafeMutablePointer<Double>, _ stride: Int
    ) -> Int {
        var base = 0
        while base &+ 16 < stride, sums[base &+ 15] <= number { base &+= 16 }
        let wanted = Lanes(repeating: number)
        let lanes = (sums + base).lanes
        var count = SIMD4<Int64>.zero
        for lane in 0..<min(4, (stride &- base) / 4) {
            count &+= unsafeBitCast(lanes[lane] .<= wanted, to: SIMD4<Int64>.self)
        }
        return base &- Int(count.wrappedSum())
    }
}
