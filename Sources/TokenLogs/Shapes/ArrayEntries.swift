// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads which arrays a file holds; what each claims has been checked against the file's size.
enum ArrayEntries {
    /// Arrays, and the names of those that cannot be read with the reason.
    typealias Found = (arrays: [ArrayEntry], others: [(name: String, reason: String)])

    static func read(_ file: ArrayFile, _ container: ArrayContainer) throws(LogError) -> Found {
        switch container {
        case .npz: try numPy(file)
        case .safetensors: try tensors(file)
        }
    }
}
