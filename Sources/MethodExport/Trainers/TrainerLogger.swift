// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// A piece of code that makes a trainer write what `load` reads.
///
/// Trainers keep the log-probabilities of tokens in memory and write none of them. The code writes a
/// line of JSON for each response every time that it is trained on: step, prompt, response, and for
/// each token its place, its number, the mask, the advantage, the entropy and up to four
/// log-probabilities (current, old, engine, reference), under the names of our own columns.
package enum TrainerLogger: String, CaseIterable, Sendable {
    case trl = "trl-logger"
    case verl = "verl-logger"

    /// What comes of it, in a few words.
    package var summary: String {
        switch self {
        case .trl: "code that makes TRL write a log for load; no method"
        case .verl: "code that makes verl write a log for load; no method"
        }
    }

    /// What people call the trainer.
    package var title: String {
        switch self {
        case .trl: "TRL"
        case .verl: "verl"
        }
    }

    /// The whole file, without a final newline.
    package var text: String {
        let title =
            "# What load reads, written by \(title); this file was written by Flipside "
            + Version.number
        return [title, "#", body].joined(separator: "\n")
    }

    private var body: String {
        switch self {
        case .trl: trlLogger
        case .verl: verlLogger
        }
    }

    /// The functions of Python that write the lines.
    static let writer = #"""
        def number(x):
            """Nine digits name every float32; what is no number becomes null."""
            return float(f"{x:.9g}") if math.isfinite(x) else None


        def write_tokens(path, ids, prompts, responses, masks, columns):
            """Appends a line a response: what names it, and for each column a number a token."""
            columns = {k: x.detach().float().tolist() for k, x in columns.items() if x is not None}
            os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
            with open(path, "a") as file:
                for row, (prompt, response, mask) in enumerate(zip(prompts, responses, masks)):
                    length = max((t + 1 for t, kept in enumerate(mask) if kept), default=0)
                    if length == 0:
                        continue
                    line = {
                        **ids,
                        "prompt_id": crc32(str(prompt).encode()),
                        "response_id": crc32(str((prompt, response[:length])).encode()),
                        "position": list(range(length)),
                        "token_id": response[:length],
                        "mask": [int(kept) for kept in mask[:length]],
                    }
                    for name, x in columns.items():
                        values = x[row] if isinstance(x[row], list) else [x[row]]
                        values = values * length if len(values) == 1 else values[:length]
                        line[name] = [number(value) for value in values]
                    file.write(json.dumps(line) + "\n")
        """#
}
