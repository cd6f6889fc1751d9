// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

private let requirements = "CLONE/Tests/Trainers/requirements.txt"
private let trainers = "CLONE/Tests/Trainers/trainers.py"

private let build =
    "swift build --package-path CLONE --scratch-path CLONE/.build-release "
    + "--configuration release --static-swift-stdlib "
    + "--pkg-config-path CLONE/Sources/CPango/unlinked --product flipside"

/// What makes the environment, once.
private let installation = [
    "python3 -m venv CLONE/.build-trainers/python",
    "python -m pip install --quiet --disable-pip-version-check --requirement \(requirements)",
]

private func run(_ names: String) -> String {
    "python -B \(trainers) --program CLONE/.build-release/release/flipside "
        + "--folder CLONE/.build-trainers/runs\(names)"
}

@Suite("scripts/trainers")
struct TrainersTests {
    @Test("It prepares what it needs, and runs it", arguments: scenes)
    func runs(scene: Scene) throws { try scene.play() }

    private static let scenes = [
        Scene(
            testDescription: "It builds and installs once, and passes the names of runs on",
            typed: #""$trainers" grpo dapo && "$trainers""#, output: "",
            calls: [build] + installation + [run(" grpo dapo"), run("")]),
        Scene(
            testDescription: "An environment that is torn or of other versions is made afresh",
            typed: """
                made() { echo "$? $(grep -c 'm venv' "$STAGE/calls")"; }
                PIP_CODE=1 "$trainers"
                made
                "$trainers"
                made
                echo 'trl==0.1' >"$clone/Tests/Trainers/requirements.txt"
                "$trainers"
                made
                """, output: "1 1\n0 2\n0 3"),
        Scene(
            testDescription: "Its help needs neither a build nor TRL",
            typed: #""$trainers" --help; echo $?"#, output: "1",
            calls: ["python3 -B \(trainers) --help"]),
    ]

    @Test("What it installs has its version written down, and the documents name the same TRL")
    func versions() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        func text(_ path: String) throws -> String {
            try String(contentsOf: root.appending(path: path), encoding: .utf8)
        }
        let lines = try text("Tests/Trainers/requirements.txt").split(separator: "\n")
            .filter { !$0.hasPrefix("#") }
        #expect(lines.count > 1)
        for line in lines {
            #expect(line.wholeMatch(of: /[a-z0-9_-]+==[0-9]+(\.[0-9]+)+/) != nil, "\(line)")
        }
        let pinned = try #require(lines.first { $0.hasPrefix("trl==") }).dropFirst(5)
        let named = try text("docs/logs.md").matches(of: /TRL ([0-9]+\.[0-9]+\.[0-9]+)/)
        #expect(named.contains { $0.1 == pinned })
    }
}
