// SPDX-License-Identifier: GPL-3.0-or-later

package import Transformer

/// A size of the transformer that writes answers.
///
/// A new size is one value here, and one entry in ``all``.
public struct NetworkSize: Sendable, Equatable {
    /// What people type.
    public let name: String

    /// The network.
    package let transformer: TransformerSize

    /// How many numbers are trained.
    package var parameters: Int { transformer.parameterCount }

    /// The learning rate where none is given, in Adam's units.
    public let learningRate: Double

    /// Every size; the first is the default.
    public static let all: [NetworkSize] = [.large, .small]

    /// 57,936 parameters: it goes on learning.
    public static let large = NetworkSize(name: "large", transformer: .large, learningRate: 2e-4)

    /// 26,336 parameters, in half the time: for many seeds.
    public static let small = NetworkSize(name: "small", transformer: .small, learningRate: 1e-4)
}

extension TrainingSettings {
    /// Returns the settings with the size of others, and what is usual with it.
    package func sized(as others: TrainingSettings) -> TrainingSettings {
        var settings = self
        settings.take(others.size)
        return settings
    }

    /// Takes another size, and its learning rate where that was the former size's own.
    mutating func take(_ size: NetworkSize) {
        if policy == .transformer, learningRate == self.size.learningRate {
            learningRate = size.learningRate
        }
        self.size = size
    }
}
