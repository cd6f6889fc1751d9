// SPDX-License-Identifier: GPL-3.0-or-later

/// What sampling needs of prompts, worked out once for all their samples.
struct PromptRows {
    /// How many tokens each prompt has.
    private(set) var lengths: [Int] = []

    /// The keys and values of each, by layer and position, and where each one's begin.
    private var kept: [Float] = []
    private var starts: [Int] = [0]

    /// The row that gives the first token of a response: log-probabilities, then probabilities.
    private var rows: [Float] = []

    private let vocabulary: Int

    init(_ prompts: [[UInt8]], _ pass: Pass, _ weights: PackedWeights) {
        vocabulary = pass.size.vocabulary
        var first = 0
        while first < prompts.count {
            // A last token of a text is not fed: one more makes all of the prompt's fed.
            let texts = prompts[first...].prefix(Pass.textLimit).map { $0 + [0] }
            var some = PassTexts()
            for text in texts {
                guard some.count == 0 || some.rows + text.count - 1 <= pass.rowLimit else { break }
                some.append(text, promptLength: text.count - 1)
            }
            pass.goForward(some, weights)
            for place in 0..<some.count { append(place, of: pass) }
            first += some.count
        }
    }

    private mutating func append(_ place: Int, of pass: Pass) {
        let (first, last) = (Int(pass.texts.starts[place]), Int(pass.texts.starts[place + 1]))
        let width = pass.size.width
        for layer in pass.layers {
            let projected = layer.projected.first(pass.texts.rows)
            for row in first..<last {
                kept.append(
                    contentsOf: UnsafeBufferPointer(
                        start: projected[row] + width, count: 2 * width))
            }
        }
        lengths.append(last - first)
        starts.append(kept.count)
        let row = pass.row(text: place, token: 0)
        rows.append(contentsOf: row.logProbabilities)
        rows.append(contentsOf: row.probabilities)
    }

    /// Returns the keys and values of a prompt.
    func keysAndValues(of prompt: Int) -> ArraySlice<Float> {
        kept[starts[prompt]..<starts[prompt + 1]]
    }

    /// Hands over the row that gives the first token of the responses to a prompt.
    func withFirstRow<Result>(of prompt: Int, _ body: (TokenRow) -> Result) -> Result {
        rows.withUnsafeBufferPointer { buffer in
            let first = 2 * vocabulary * prompt
            guard let base = buffer.baseAddress else { preconditionFailure("a prompt") }
            return body(
                TokenRow(
                    logs: base + first, probabilities: base + first + vocabulary,
                    count: vocabulary))
        }
    }
}
