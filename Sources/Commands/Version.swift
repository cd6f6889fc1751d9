// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

extension Command<Workspace> {
    /// `version`: which Flipside this is.
    package static let version = Command(
        CommandDescription(
            name: "version", group: .other, summary: "Show the version.",
            examples: [Example("version", "of Flipside")], related: ["doctor"])
    ) { workspace, _ throws(CommandError) in
        workspace.emit(
            text: "Flipside \(Version.number)",
            json: .object([JSON.Member("version", .string(Version.number))]))
    }
}
