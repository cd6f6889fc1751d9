// SPDX-License-Identifier: GPL-3.0-or-later

extension FuzzTarget {
    /// Simulations as files.
    static let runFiles = file("runs", { "load \($0)" }) {
        [
            written(
                by: { "export run=run1 format=json out=\($0)" }, after: "preset rich",
                "simulate steps=2"),
            written(
                by: { "export run=run1 format=json out=\($0)" },
                after: "simulate world=bandit seeds=2 steps=2"),
        ]
    }

    /// Weights of transformers.
    static let policies = file("policies", { "load \($0)" }) {
        [
            written(
                by: { "export run=run1 policy=\($0)" },
                after:
                    "simulate world=reach size=small prompts=4 group=2 steps=1 seeds=1 methods=grpo"
            )
        ]
    }

    /// Parts of sweeps.
    static let sweepParts = file("parts", { "merge \($0)" }) {
        [
            written(by: { "sweep inner=1,8 shard=1/1 out=\($0)" }, after: "preset demo"),
            written(by: { "sweep inner=1,8 shard=2/2 out=\($0)" }, after: "preset rich"),
        ]
    }

    /// Lessons of teachers.
    static let lessonFiles = file("teacher.lesson", { "lesson file=\($0)" }) {
        [
            repositoryFile("assets/lessons/example.lesson", atMost: 1 << 16),
            Array("title: {1}\ntakeaway: {r.a:2}\n== answer\nx\nchoices: a, b\nanswer: b\n".utf8),
            Array("title: a\ntakeaway: b\n== look\nx\nrun: 1/3\nwhy: {2\n".utf8),
        ]
    }

    /// Tokens in a table.
    static let tokenFiles = file("tokens", { "token file=\($0)" }) {
        [
            "token,old,new,adv,entropy\nTherefore,0.1,0.05,1,0.5\n\"a \"\"b\"\"\",1,0.3,-1,\n",
            "\u{FEFF}old;token\r\n0.1,x\r\n", "token,π_old,π,Â,H\n,,,\n x , 0.2 , 0.3 ,1,\n",
        ].map { Array($0.utf8) }
    }
}
