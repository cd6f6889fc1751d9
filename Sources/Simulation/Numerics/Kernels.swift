// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// Which of the two paths of the innermost loops is taken; both give the same bits.
///
/// In Swift alone, which cannot be compiled for AVX2 by a manifest, a training of the default
/// world takes about twice the instructions.
enum Kernels {
    /// Whether the machine has the instructions of the faster path.
    static let hasFastPath = csim_has_avx2()
}
