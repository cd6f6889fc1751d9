// SPDX-License-Identifier: GPL-3.0-or-later

import TokenLogs

extension FuzzTarget {
    /// Logs that become lines while they are read: documents, batches, tables by columns, lists.
    static let shapes = FuzzTarget(
        name: "shapes",
        seeds: {
            [
                #"[{"logp":-1,"logp_old":-2,"adv":1},{"logp":[-1,-2],"logp_old":[-1,-2],"adv":1}]"#,
                "{\n \"logp\": [\n  [-1, -2],\n  [-3]\n ], \"logp_old\": [[-1, -1], [-1]],\n"
                    + " \"adv\": [1, -1], \"completion_lengths\": [1, 1]\n}\n",
                #"{"step":1,"d":{"s":[{"logp":-1,"logp_old":-2},{"logp":-1,"logp_old":-1}],"adv":[1,2]}}"#,
                #"{"logp":{"0":-1,"1":-2},"logp_old":{"0":-1,"1":-1},"adv":{"0":1,"1":[2]}}"#,
                #"{"columns":["logp","logp_old","adv"],"data":[[-1,-2,1],[-1,[-1],1]]}"#,
                #"{"cu_seqlens":[0,1,3],"logp":[-1,-2,-3],"logp_old":[-1,-1,-1],"adv":[1,2]}"#
                    + "\n",
                "tokens,logp,logp_old,adv\n\"['a', '\\x41']\",\"array([-1., nan], dtype=f4)\",[-1 -2],1\n",
                #"{"logp":-1,"logp_old":-1,"adv":1}{"logp":-1,"logp_old":-1,"adv":1} ["#,
            ].map { Array($0.utf8) }
        },
        run: countsItsRows)

    /// Logs as arrays: NumPy's archives, stored and packed, and tensors.
    static let arrays = FuzzTarget(
        name: "arrays",
        seeds: {
            let folder = "Tests/TokenLogsTests/Resources/Shapes"
            return [
                "batch.npz", "batch-packed.npz", "sequences.npz", "tokens.npz", "objects.npz",
                "structured.npy",
            ].map { repositoryFile("\(folder)/\($0)", atMost: 8192) } + [tensors]
        },
        run: countsItsRows)

    /// A file of tensors with a batch of one response.
    private static var tensors: [UInt8] {
        let head =
            #"{"logp":{"dtype":"BF16","shape":[1,2],"data_offsets":[0,4]},"logp_old":{"dtype":"F16","#
            + #""shape":[1,2],"data_offsets":[4,8]},"adv":{"dtype":"I8","shape":[1],"data_offsets":[8,9]}}"#
        return [UInt8(head.utf8.count & 255), UInt8(head.utf8.count >> 8), 0, 0, 0, 0, 0, 0]
            + Array(head.utf8)
            + [0, 0xBF, 0x80, 0xBF, 0, 0xB8, 0, 0xBC, 1]
    }
}
