// SPDX-License-Identifier: GPL-3.0-or-later

import Commands
import CommandLanguage

extension FuzzTarget {
    /// Files that are watched while they grow: the first byte says into how many pieces they come.
    static let growing = FuzzTarget(
        name: "growing",
        seeds: {
            [
                "step,token,old_logp,logp,adv\n1,\"a\nb\",-1,-2,1\n1,5\" disk,-1,-0.5,-1\n2,\"c\n",
                "step;old_logp;logp;adv\n1;-1;-2;1\n2;-1;-0.5;-1\n",
                #"{"step":1,"logp":[-1,-2],"logp_old":[-1,-2],"adv":1}"# + "\n"
                    + #"{"step":2,"logp":[-1],"logp_old":[-1],"adv":1,"mask":[0]}"# + "\n",
                "step,reward\n1,0.5\n2,0.75\n3,nan\n", "step:1 - a/b:0.5\nstep:2 - a/b:0.25\n",
                "{\"step\":1,\"reward\":0.5}\n{\"step\":2,\"reward\":1}\n",
            ].enumerated().map { [UInt8($0 + 1)] + Array($1.utf8) }
        },
        run: { input in
            guard let first = input.first else { return nil }
            // A last line without its end would count in one reading and not in another.
            return watches(Array(input.dropFirst()) + [0x0A], in: Int(first % 8) + 1)
        })
}

/// Watches a file come in pieces, and returns nil where it says in the end what the whole file does.
private func watches(_ text: [UInt8], in pieces: Int) -> String? {
    scratch.with([]) { path -> String? in
        var grown = WatchedFile(path: path, overrides: [:], interval: (0.2, 0.2, 3))
        var isRead = false
        let size = (text.count + pieces - 1) / pieces
        for start in stride(from: 0, to: text.count, by: size) {
            scratch.append(text[start..<min(text.count, start + size)])
            do throws(CommandError) {
                _ = try grown.look { false }
                isRead = true
            } catch {
                guard !error.message.isEmpty else { return "an error says nothing" }
                isRead = false
            }
        }
        var whole = WatchedFile(path: path, overrides: [:], interval: (0.2, 0.2, 3))
        guard (try? whole.look { false }) != nil else { return nil }
        guard isRead else { return "a file cannot be read in pieces" }
        // The first lines say what a file is, and more of them may say it otherwise.
        return grown.line != whole.line || grown.courses == whole.courses
            ? nil : "in pieces \(grown.words), as a whole \(whole.words)"
    } ?? nil
}

private let scratch = ScratchFile("growing")
