// SPDX-License-Identifier: GPL-3.0-or-later

/// The baseline and the spread of a group of rewards, as verl computes them.
struct GroupStatistics {
    /// The mean reward; 0 for a group of one, so that a lone answer keeps its reward.
    let mean: Double

    /// The sample standard deviation, which divides by n − 1; 1 for a group of one.
    let deviation: Double

    /// Computes the statistics of a group that is not empty.
    init(_ rewards: [Double]) {
        guard rewards.count > 1 else {
            mean = 0
            deviation = 1
            return
        }
        let mean = rewards.reduce(0, +) / Double(rewards.count)
        // By the largest distance, whose square alone may be more than a double holds.
        let largest = rewards.reduce(0) { max($0, abs($1 - mean)) }
        let scale = largest > 1e150 ? largest : 1
        let squares = rewards.reduce(0) {
            $0 + (($1 - mean) / scale) * (($1 - mean) / scale)
        }
        self.mean = mean
        deviation = scale * (squares / Double(rewards.count - 1)).squareRoot()
    }
}
