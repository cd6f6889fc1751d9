// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// What a shell reads so that it completes the words of `flipside`.
struct CompletionScript {
    /// The shell's name.
    let shell: String

    private let bytes: [UInt8]

    /// The script.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A script for each shell that we know.
    static let all: [CompletionScript] = [
        CompletionScript(shell: "bash", bytes: PackageResources.flipside_bash),
        CompletionScript(shell: "zsh", bytes: PackageResources._flipside),
        CompletionScript(shell: "fish", bytes: PackageResources.flipside_fish),
    ]

    /// The names of the shells as a phrase.
    static var shells: String { listed(all.map(\.shell), "or") }
}
