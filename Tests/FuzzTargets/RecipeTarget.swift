// SPDX-License-Identifier: GPL-3.0-or-later

import Lab

extension FuzzTarget {
    /// Recipes, as `replay` follows them.
    static let recipes = file("recipes", { "replay \($0) minutes=0.002" }) {
        [
            "# flipside 0.1.0\npreset demo\nplot weight methods=grpo,aspo range=0.2..5",
            "token a old=0.1 new=0.05 adv=1\nrule f = r*c\nuse grpo,f\nset f.c=2\nplot surface",
            "simulate world=bandit seeds=2 steps=2 group=4\nplot entropy + kl",
            "sweep world=bandit lr=1,2 seeds=1 steps=1\nplot sweep metric=entropy",
            "softmax a=1 b=0.5 c=0\nunset eps_low\nclear\ndrop f\nplot clip + gradient + regions",
            "load x.csv\nplot mass\ncurves y.json\nplot curves metric=loss smooth=0.9",
        ].map { Array("%words \($0)".utf8) }
    }
}
