// SPDX-License-Identifier: GPL-3.0-or-later

extension Transformer {
    /// Writes responses to some prompts, token by token.
    ///
    /// The keys and values of texts are kept, and those of a prompt worked out once. As soon as a
    /// response ends, the next takes its place: a row does not depend on its neighbours.
    ///
    /// - Parameters:
    ///   - prompts: The prompts, of at least one token.
    ///   - samples: How many responses each gets.
    ///   - maximum: The most tokens of a response, at least 1.
    ///   - end: The token that ends one.
    ///   - keeping: Whether to keep whole rows of log-probabilities.
    ///   - choose: Returns the token at a place from the policy there. Places come in no certain
    ///     order, but those of a response one after the other.
    /// - Returns: The responses, prompt by prompt.
    public func rollout(
        prompts: [[UInt8]], samples: Int, maximum: Int, end: UInt8, keeping: KeptRows = .none,
        choose: (SamplePlace, TokenRow) -> Int
    ) -> SampledTexts {
        precondition(samples >= 1 && maximum >= 1)
        precondition(prompts.allSatisfy { !$0.isEmpty && $0.count + maximum - 1 <= size.positions })
        var writing = Rollout(
            prompts: PromptRows(prompts, pass, packed),
            texts: SampledTexts(
                prompts: prompts.count, samples: samples, maximum: maximum,
                vocabulary: size.vocabulary, keeping: keeping),
            cache: cache(), end: Int(end))
        while writing.admit(choose) {
            pass.advance(writing.last, writing.cache, packed)
            writing.goOn(pass, choose)
        }
        return writing.texts
    }
}

/// Responses that are being written: some in slots, some waiting, some done.
struct Rollout {
    /// The most texts that are written at once: their keys and values are to stay in the cache.
    static let slots = 48

    let prompts: PromptRows
    var texts: SampledTexts
    let cache: KeyValueCache
    let end: Int

    /// The last tokens of the texts in slots.
    private(set) var last = LastTokens()

    /// The response that each of them is of.
    private var responses: [Int] = []

    private var free = Array((0..<Int32(Rollout.slots)).reversed())
    private var next = 0

    init(prompts: PromptRows, texts: SampledTexts, cache: KeyValueCache, end: Int) {
        self.prompts = prompts
        self.texts = texts
        self.cache = cache
        self.end = end
    }

    /// Begins waiting responses while there are free slots; returns whether any are being written.
    mutating func admit(_ choose: (SamplePlace, TokenRow) -> Int) -> Bool {
        while next < texts.count, let slot = free.last {
            let (response, prompt) = (next, next / texts.samples)
            next += 1
            let token = prompts.withFirstRow(of: prompt) { row in
                append(to: response, from: row, choose)
            }
            guard goesOn(response, token) else { continue }
            free.removeLast()
            let length = prompts.lengths[prompt]
            cache.fill(prompts.keysAndValues(of: prompt), count: length, slot: Int(slot))
            last.tokens.append(Int32(token))
            last.positions.append(Int32(length))
            last.slots.append(slot)
            responses.append(response)
        }
        return !responses.isEmpty
    }

    /// Chooses the next tokens from the rows that a pass put out.
    mutating func goOn(_ pass: Pass, _ choose: (SamplePlace, TokenRow) -> Int) {
        var kept = 0
        for (row, response) in responses.enumerated() {
            let token = append(to: response, from: pass.row(row), choose)
            guard goesOn(response, token) else {
                free.append(last.slots[row])
                continue
            }
            last.tokens[kept] = Int32(token)
            last.positions[kept] = last.positions[row] + 1
            last.slots[kept] = last.slots[row]
            responses[kept] = response
            kept += 1
        }
        last.tokens.removeLast(responses.count - kept)
        last.positions.removeLast(responses.count - kept)
        last.slots.removeLast(responses.count - kept)
        responses.removeLast(responses.count - kept)
    }

    private mutating func append(
        to response: Int, from row: TokenRow, _ choose: (SamplePlace, TokenRow) -> Int
    ) -> Int {
        let (prompt, sample) = response.quotientAndRemainder(dividingBy: texts.samples)
        let place = SamplePlace(
            prompt: prompt, sample: sample, position: texts.length(response))
        let token = choose(place, row)
        precondition((0..<texts.vocabulary).contains(token), "a token of the vocabulary")
        texts.append(token, from: row, to: response)
        return token
    }

    private func goesOn(_ response: Int, _ token: Int) -> Bool {
        token != end && texts.length(response) < texts.maximum
    }
}
