// SPDX-License-Identifier: GPL-3.0-or-later

/// A task for a policy that picks one token after another: a finite automaton.
///
/// The policy sees a *context* and picks a token; the token leads to the next context or ends
/// the answer, right or wrong. An answer that has not ended after ``length`` tokens is wrong.
/// All tables are row-major: a row a context, a column a token.
public struct ContextAutomaton: Sendable {
    /// The number of contexts, C.
    public let contexts: Int

    /// The number of tokens, V.
    public let vocabulary: Int

    /// The most tokens of an answer, T.
    public let length: Int

    /// Contexts come in runs of this many that never lead to each other: one run a question type.
    public let contextsPerType: Int

    /// The next context of each context and token (C × V), or an ``Ending``.
    public let next: [Int32]

    /// The rows of parameters whose sum is a context's logits (C × ``rowsPerContext``).
    public let rows: [Int32]

    /// The number of parameter rows of a context, 1 or 2.
    public let rowsPerContext: Int

    /// The untrained policy's parameters (rows × V).
    public let parameters: [Double]

    /// The start contexts of the training prompts.
    public let trainingStarts: [Int32]

    /// The start contexts of the held-out prompts; empty where the world holds none out.
    public let heldOutStarts: [Int32]

    /// How an answer ends, as entries of ``next``.
    public enum Ending {
        /// The answer is wrong.
        public static let wrong: Int32 = -1
        /// The answer is right.
        public static let right: Int32 = -2
    }
}
