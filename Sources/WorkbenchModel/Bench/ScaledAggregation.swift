// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenWeights

/// A way to add tokens up, with the number that it takes.
package struct ScaledAggregation: Sendable, Equatable {
    package let aggregation: Aggregation

    /// The number; nil for its default.
    package let number: Double?

    package init(_ aggregation: Aggregation, number: Double?) {
        (self.aggregation, self.number) = (aggregation, number)
    }

    /// Returns the factor with which each response's tokens enter the loss of their batch.
    ///
    /// - Parameters:
    ///   - lengths: The number of tokens of each response.
    ///   - prompts: For each of them which prompt it answers; nil where nobody knows.
    /// - Returns: One factor a response.
    package func factors(lengths: [Int], prompts: [Int]?) -> [Double] {
        let groups = prompts ?? neighbours(lengths.count)
        return aggregation.factors(
            AggregationBatch(lengths: lengths, prompts: groups), number: number)
    }

    /// Returns the factor with which each token of the bench enters the loss; the bench is the batch.
    ///
    /// - Parameter responses: For each token the response it belongs to; nil for a token that is one by
    ///   itself.
    /// - Returns: One factor a token.
    package func factors(_ responses: [String?]) -> [Double] {
        var lengths: [Int] = []
        var known: [String: Int] = [:]
        let places = responses.map { response in
            if let response, let place = known[response] {
                lengths[place] += 1
                return place
            }
            if let response { known[response] = lengths.count }
            lengths.append(1)
            return lengths.count - 1
        }
        let factors = factors(lengths: lengths, prompts: nil)
        return places.map { factors[$0] }
    }

    /// Returns which prompt each response answers where only the number of prompts is known: neighbours
    /// answer the same one.
    private func neighbours(_ count: Int) -> [Int]? {
        guard aggregation.number?.name == "prompt_count", let number, number >= 1,
            number <= Double(count)
        else { return nil }
        return (0..<count).map { $0 * Int(number) / count }
    }
}
