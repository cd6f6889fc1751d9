// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation

/// Returns the reference's part on what programs may rely on.
func contractText() -> String {
    let rows = ContractEntry.all.map { entry in
        [
            "`\(entry.command)`", entry.keys.map { "`\($0)`" }.joined(separator: " "), entry.remark,
        ]
    }
    let metrics = Metric.allCases.map { ["`\($0.rawValue)`", $0.title, $0.unit] }
    return """
        ## What programs may rely on

        These names and forms change only with a note in [CHANGELOG.md](../CHANGELOG.md).

        - `--json`, or `format=json` on one command, prints one JSON document per command and line
          on standard output. A table is an array of objects, one per row. A command that has
          nothing to print gives `{"command":NAME}`.
        - Numbers stand at full precision: read back, they are the same. NaN and infinities are
          strings (`"nan"`, `"inf"`, `"-inf"`). What does not apply is `null`.
        - `format=csv` and `format=tsv` have the same keys in their head. `format=md` and
          `format=latex` are for people.
        - `out=FILE` writes the table to a file; the end of its name chooses the form. A file that
          Flipside did not write is replaced only with `force=yes`.
        - An error begins with `error:` on standard error. With `--json` it is one document there:
          `{"error":{"code":…,"message":…,"line":…,"span":[from,to],"hint":…,"place":…}}`. The span
          counts Unicode scalars of the line from 0. `place` names the source, line and column.
          Codes: `syntax`, `unknown-command`, `unknown-name`, `missing`, `domain`, `file`,
          `interrupted`, `failed`.
        - `methods=a,b` and `seeds=` mean the same on every command: `seeds=16` is seeds 1 to 16,
          `seeds=3..7` and `seeds=3,5` name them.

        ### Keys

        `M` stands for a method's name: `weight.grpo`.

        \(markdownTable(["command", "keys", "remark"], rows))

        ### Metrics of a simulated step

        The metrics of a policy are exact expectations. `rep_context`, `rep_bigram`, `dup_rate` and
        `zero_groups` are counted in the samples; what begins with `ratio`, `weight`, `mask`,
        `cap` or `out`, `cov_logp_wA` and `grad_norm` are tallied over the step's updates where A is not
        0. `kl_engine` and `rho_mean` are there with `rollout=` only, `rho_cut` with `correction=`.

        In world `reach`, whose answers a transformer writes, nothing is exact: `entropy`, `length` and
        `timeout` are those of the step's samples, and `reward` and `wrong` take the place of `acc`. What
        begins with `held_` is of 16 samples to each of 128 held-out prompts, every `every=` steps;
        `kl_ref` and `kl_old` are there at the same steps, over the step's samples. The last row has
        samples too.

        \(markdownTable(["key", "meaning", "unit"], metrics))
        """
}
