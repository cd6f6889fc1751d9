// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// For which machines the innermost loops were compiled; all paths give the same bits.
///
/// In Swift alone, which cannot be compiled for AVX2 by a manifest, a training of the default
/// world takes about twice the instructions.
enum Kernels {
    /// The fastest path that this machine has.
    static let fastest = csim_fastest_path()

    /// All paths that it has, from the slowest to the fastest.
    static var all: [csim_path] {
        [csim_portable, csim_avx2, csim_avx512].filter { $0.rawValue <= fastest.rawValue }
    }
}
