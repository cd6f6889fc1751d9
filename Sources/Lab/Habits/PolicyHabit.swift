// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension ForeignLine {
    /// `simulate world=reach base=out.safetensors`: a policy's file where its number belongs.
    static let policyAsBase = ForeignLine { line in
        let scalars = Array(line.unicodeScalars)
        let words = scalars.split(separator: " ")
        let word = words.first {
            $0.starts(with: "base=".unicodeScalars)
                && $0.suffix(12).elementsEqual(".safetensors".unicodeScalars)
        }
        guard let word, words.first?.elementsEqual("load".unicodeScalars) == false else {
            return nil
        }
        let file = String(String.UnicodeScalarView(word.dropFirst(5)))
        return CommandError(
            .syntax, "base= takes the number that load gives a policy, and not its file",
            span: word.startIndex + 5..<word.endIndex, hint: "type load \(shownText(file))")
    }
}
