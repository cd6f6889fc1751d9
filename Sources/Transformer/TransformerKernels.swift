// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// For which machines the innermost loops were compiled; all paths give the same bits.
public enum TransformerKernels {
    /// The fastest path that this machine has.
    static let fastest = ctf_fastest_path()

    /// All paths that it has, from the slowest to the fastest.
    static var all: [ctf_path] {
        [ctf_portable, ctf_avx2, ctf_avx512].filter { $0.rawValue <= fastest.rawValue }
    }

    /// What the path in use is called.
    public static var name: String {
        switch fastest {
        case ctf_avx512: "AVX-512"
        case ctf_avx2: "AVX2"
        default: "portable"
        }
    }

    /// What to tell people on a processor without fused multiply-add, or nil.
    public static var remark: String? {
        ctf_has_fma()
            ? nil
            : """
            this processor has no fused multiply-add: the transformer's numbers are the same, \
            but take some 60 times as long
            """
    }

    /// Returns how many floating-point operations some chains of fused multiply-adds were.
    ///
    /// They stay in registers, so that their time says the most that the machine does.
    public static func peakOperations(rounds: Int) -> Double {
        var sink = [Float](repeating: 1, count: 16)
        return ctf_peak(Int64(rounds), &sink, fastest)
    }
}
