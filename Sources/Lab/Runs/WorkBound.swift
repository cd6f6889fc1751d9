// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// How much one command may keep.
enum WorkBound {
    /// The most memory that the numbers of one command may take, in bytes: 512 MiB.
    static let memory = 512 << 20

    /// What a row of metrics takes, in bytes.
    static let rowBytes = MemoryLayout<StepMetrics>.stride

    /// The most rows that there may be.
    static let mostRows = memory / rowBytes
}
