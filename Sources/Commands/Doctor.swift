// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
import Glibc
import Results
package import WorkbenchModel

extension Command<Workspace> {
    /// `doctor`: whether everything works here.
    package static let doctor = Command(
        CommandDescription(
            name: "doctor", group: .other,
            summary: "Check that drawing, fonts and the folder for history work here.",
            examples: [Example("doctor", "what works and what does not")], related: ["version"])
    ) { workspace, _ throws(CommandError) in
        let checks = [
            workspace.checkDrawing(), workspace.checkLetters(), workspace.checkState(),
            workspace.checkFolder(),
        ]
        let lines = checks.map { " \($0.isFine ? "ok     " : "problem") \($0.name): \($0.finding)" }
        workspace.emit(
            text: lines.joined(separator: "\n"),
            json: .array(
                checks.map {
                    .object([
                        JSON.Member("check", .string($0.name)), JSON.Member("ok", .flag($0.isFine)),
                        JSON.Member("finding", .string($0.finding)),
                    ])
                }))
        guard checks.allSatisfy(\.isFine) else {
            throw CommandError(.failed, "something does not work here", hint: "see above")
        }
    }
}

/// What one check found.
private struct Check {
    let name: String
    let isFine: Bool
    let finding: String
}

extension Workspace {
    fileprivate func checkDrawing() -> Check {
        let figure = Figure(
            title: "check",
            panels: [Panel(x: Axis("x", range: 0...1), y: Axis("y", range: 0...1), marks: [])])
        let metadata = FigureMetadata(
            title: "check", description: "", software: "Flipside \(Version.number)", recipe: nil)
        var findings: [String] = []
        var problem: DrawingError?
        for format in environment.renderer.formats {
            do throws(DrawingError) {
                let bytes = try environment.renderer.file(figure, format, metadata)
                findings.append("\(format.ending) of \(bytes.count) bytes drawn")
            } catch {
                findings.append("no \(format.ending)")
                problem = problem ?? error
            }
        }
        let reasons = [problem?.message, problem?.hint].compactMap { $0 }
        return Check(
            name: "figures", isFine: problem == nil,
            finding: ([findings.joined(separator: ", ")] + reasons).joined(separator: "; "))
    }

    /// Says which letters can be drawn; one that is missing is a problem only for those who ask for it.
    fileprivate func checkLetters() -> Check {
        let metadata = FigureMetadata(title: "", description: "", software: "", recipe: nil)
        let findings = Typeface.allCases.map { typeface -> String in
            var figure = Figure(
                title: "", panels: [Panel(title: "$A$", x: Axis("x"), y: Axis("y"), marks: [])])
            figure.typeface = typeface
            guard let format = environment.renderer.formats.first(where: \.holdsShapes) else {
                return typeface.rawValue
            }
            do throws(DrawingError) {
                _ = try environment.renderer.file(figure, format, metadata)
                return typeface.rawValue
            } catch {
                return "no \(typeface.rawValue): \(error.hint ?? error.message)"
            }
        }
        return Check(
            name: "letters", isFine: true, finding: findings.joined(separator: ", "))
    }

    fileprivate func checkState() -> Check {
        guard let folder = environment.stateFolder else {
            return Check(name: "history", isFine: true, finding: "not kept: no home folder")
        }
        let isFine = canBeWritten(folder)
        return Check(
            name: "history", isFine: isFine,
            finding: shownText(folder) + (isFine ? "" : " cannot be written"))
    }

    fileprivate func checkFolder() -> Check {
        let isFine = access(".", W_OK) == 0
        return Check(
            name: "this folder", isFine: true,
            finding: isFine ? "can be written" : "cannot be written; give out= another folder")
    }
}

/// Returns whether a folder takes files, or can be made because one above it does.
private func canBeWritten(_ folder: String) -> Bool {
    if access(folder, W_OK | X_OK) == 0 { return true }
    guard errno == ENOENT, let slash = folder.lastIndex(of: "/") else { return false }
    return canBeWritten(slash == folder.startIndex ? "/" : String(folder[..<slash]))
}
