// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TextFiles

/// What a browser lets a page do: draw its own pictures, and run the one script that it was made with.
enum PagePolicy {
    /// Returns the policy of a page whose only style sheet and script are these, to the letter.
    static func text(style: String, script: String) -> String {
        "default-src 'none'; img-src data:; style-src \(source(style)); "
            + "script-src \(source(script)); base-uri 'none'; form-action 'none'"
    }

    /// Returns how a policy names an element by what is in it.
    static func source(_ content: String) -> String {
        let digits = Array(SHA256.digest(of: Array(content.utf8)))
        let bytes = stride(from: 0, to: digits.count, by: 2).compactMap { place in
            UInt8(String(digits[place..<place + 2]), radix: 16)
        }
        return "'sha256-\(String(decoding: base64(bytes), as: UTF8.self))'"
    }
}
