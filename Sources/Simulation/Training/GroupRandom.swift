// SPDX-License-Identifier: GPL-3.0-or-later

/// The random numbers that choose the tokens of one prompt's responses at one step.
struct GroupRandom {
    private let philox: Philox
    private let step: UInt32
    private let prompt: UInt32

    init(seed: UInt32, step: Int, prompt: Int) {
        philox = Philox(seed: seed, .rollout)
        self.step = UInt32(truncatingIfNeeded: step)
        self.prompt = UInt32(truncatingIfNeeded: prompt)
    }

    /// Returns the uniform number in [0, 1) of a response's token.
    @inline(__always)
    func uniform(_ sample: Int, _ position: Int) -> Double {
        let word = philox.block(
            UInt32(truncatingIfNeeded: position), UInt32(truncatingIfNeeded: sample), prompt, step)
        return Double(Int64((UInt64(word.x) << 32 | UInt64(word.y)) >> 11)) * 0x1p-53
    }
}
