// SPDX-License-Identifier: GPL-3.0-or-later

/// The random numbers that choose the tokens of one prompt's responses at one step.
///
/// They are Philox's of stream `rollout` at the address (step, prompt, sample, position); the
/// kernel that samples works them out for eight responses at once.
struct GroupRandom {
    /// The key.
    let seed: UInt32
    let stream = Philox.Stream.rollout.rawValue

    /// The first words of the address.
    let step: UInt32
    let prompt: UInt32

    /// Prepares for one prompt at one step.
    init(seed: UInt32, step: Int, prompt: Int) {
        self.seed = seed
        self.step = UInt32(truncatingIfNeeded: step)
        self.prompt = UInt32(truncatingIfNeeded: prompt)
    }
}
