// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The measurements of the simulation")
struct EvidenceTests {
    private static let document = "docs/simulation.md"

    @Test("The document shows what the sheets gave")
    func tables() throws {
        let text = try #require(Repository.text(Self.document))
        let filled = try EvidenceText.filled(text)
        guard filled != text else { return }
        if Repository.isRecording { try Repository.write(filled, to: Self.document) }
        let (old, new) = (text.split(separator: "\n"), filled.split(separator: "\n"))
        let line = zip(old, new).first { $0 != $1 }
        Issue.record(
            """
            \(Self.document) is not what docs/evidence has; scripts/docs writes it anew
            it says    \(line?.0 ?? "")
            instead of \(line?.1 ?? "")
            """)
    }

    @Test("Each sheet is spoken of, and every file comes from a sheet")
    func files() throws {
        let text = try #require(Repository.text(Self.document))
        for sheet in EvidenceSheet.all {
            #expect(text.contains(" \(sheet.name) -->") || text.contains("evidence/\(sheet.name)."))
        }
        let made = EvidenceSheet.all.flatMap(\.outputFiles).sorted()
        let sheets = EvidenceSheet.all.map { "\($0.name).flip" }
        let folder = EvidenceSheet.folder
        #expect(EvidenceSheet.files(in: folder) == (made + sheets + ["sample"]).sorted())
        let sampled = EvidenceSheet.all.filter(\.isSampled).flatMap(\.sampleFiles).sorted()
        #expect(EvidenceSheet.files(in: "\(folder)/sample") == sampled)
        #expect(!made.isEmpty)
    }

    /// The whole takes minutes even in a release; this much of it shows whether a number moved.
    @Test(
        "With few seeds and steps each sheet gives what it gave, to the last digit",
        arguments: EvidenceSheet.all.filter { $0.isSampled && $0.isQuick })
    func sample(sheet: EvidenceSheet) throws {
        let workplace = try Workplace(
            program: sheet.isOfNetwork ? Program.fastest : Program.beside)
        let outcome = try Program.run(
            "scripts/flipside", in: workplace.folder,
            input: sheet.sampleLines.map { "\($0)\n" }.joined(), keepsErrors: false)
        #expect(outcome.exitCode == 0)
        func written(_ file: String) throws -> String {
            try String(contentsOf: workplace.folder.appending(path: file), encoding: .utf8)
        }
        for file in sheet.sampleFiles {
            let made =
                switch file {
                case "\(sheet.name).txt": outcome.text
                case EvidenceWorst.file(of: sheet):
                    EvidenceWorst.csv(ofRuns: try sheet.exportedRuns.map(written))
                default: try written(file)
                }
            let kept = Repository.text("\(EvidenceSheet.folder)/sample/\(file)")
            #expect(made == kept, "scripts/evidence measures \(sheet.name) anew")
        }
    }
}
