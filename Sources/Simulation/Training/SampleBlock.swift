// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The responses to a few prompts, a group each, sampled together.
struct SampleBlock {
    /// The tokens and the contexts in which they were written, ``row`` places a response; the
    /// context after the last token is how the response ended.
    let places: Memory<csim_place>

    /// The number of tokens of each response.
    let lengths: Memory<Int32>

    /// Whether the verifier calls each response right.
    let isRight: Memory<Bool>

    /// The number of responses to a prompt, G.
    let size: Int

    /// The most prompts of a block: several where groups are small, so that the random numbers of
    /// eight responses at once are seldom wasted.
    let prompts: Int

    /// The places of a response: T + 1.
    let row: Int

    private let hashes: Memory<UInt64>

    /// The responses that go on, in order.
    private let alive: Memory<Int32>

    /// What their random numbers begin with, and room to read eight at a time and eight ahead.
    private let openings: Memory<UInt64>

    init(size: Int, length: Int) {
        self.size = size
        prompts = max(1, 512 / size)
        row = length + 1
        let responses = size * prompts
        places = Memory(repeating: csim_place(context: 0, token: 0), count: responses * row)
        lengths = Memory(repeating: 0, count: responses)
        isRight = Memory(repeating: false, count: responses)
        hashes = Memory(repeating: 0, count: responses)
        alive = Memory(repeating: 0, count: responses)
        openings = Memory(repeating: 0, count: responses + 15)
    }

    /// The responses to one of the block's prompts.
    func group(_ prompt: Int) -> Range<Int> { prompt * size..<(prompt + 1) * size }

    /// Where the tokens of a response are.
    @inline(__always)
    func tokenIndices(_ response: Int) -> Range<Int> {
        response &* row..<response &* row &+ Int(lengths.base[response])
    }

    /// Samples all responses, one token of each at a time.
    ///
    /// - Parameters:
    ///   - prompts: The numbers of the prompts, at most as many as there is room for.
    ///   - step: With the prompt, the sample and the position, the address of a token's number.
    ///   - seed: The seed of the numbers.
    ///   - policy: The policy that chooses.
    ///   - topology: The task.
    ///   - budget: Asked whether to stop.
    ///   - look: Called with the block as the innermost loops take it.
    /// - Returns: What the function returns.
    /// - Throws: ``Interruption/cancelled``, and what the function throws.
    func sample<Result>(
        _ prompts: Range<Int>, step: Int, seed: UInt32, _ policy: FrozenPolicy,
        _ topology: Topology, _ budget: inout CancellationBudget,
        look: (UnsafePointer<csim_block>, inout CancellationBudget) throws(Interruption) -> Result
    ) throws(Interruption) -> Result {
        try topology.automaton.next.withUnsafeBufferPointer { next throws(Interruption) in
            var block = csim_block()
            block.places = places.base
            (block.lengths, block.is_right) = (lengths.base, isRight.base)
            (block.hashes, block.alive) = (hashes.base, alive.base)
            block.openings = openings.base
            block.thresholds = UnsafePointer(policy.threshold.base)
            block.probabilities = UnsafePointer(policy.probability.base)
            block.next = next.baseAddress
            (block.row, block.stride) = (Int64(row), Int64(topology.stride))
            block.threshold_stride = Int64(topology.thresholdStride)
            block.vocabulary = Int64(topology.automaton.vocabulary)
            (block.seed, block.stream) = (seed, Philox.Stream.rollout.rawValue)
            block.step = UInt32(truncatingIfNeeded: step)
            block.right = ContextAutomaton.Ending.right
            topology.automaton.trainingStarts.withUnsafeBufferPointer { starts in
                csim_begin(
                    &block, starts.baseAddress, Int64(prompts.lowerBound), Int64(prompts.count),
                    Int64(size), topology.path)
            }
            var count = prompts.count * size
            for position in 0..<topology.automaton.length where count > 0 {
                try budget.count(count &* 16)
                count = Int(
                    csim_advance(&block, Int64(count), Int64(position), topology.path))
            }
            return try look(&block, &budget)
        }
    }
}
