// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

private let aptGet = "apt-get -q -o DPkg::Lock::Timeout=120"
private let install = "\(aptGet) install -y --no-install-recommends"
private let test = "swift test -Xcc -O2 --package-path CLONE"
private let buildTests = "swift build --build-tests -Xcc -O2 --package-path CLONE"

/// What runs the notebooks and all tests; the last two at once.
private let everything = [
    buildTests, "swift build -Xcc -O2 --package-path CLONE --product flipside",
    "python CLONE/notebooks/run.py", test,
    "python -W ignore -m unittest discover -s CLONE/python/tests",
]

@Suite("scripts/test and scripts/notebooks")
struct TestScriptTests {
    @Test("They prepare what they need, and run it", arguments: scenes)
    func runs(scene: Scene) throws { try scene.play() }

    private static let scenes = [
        Scene(
            testDescription: "It installs, runs the tests, and passes arguments and code on",
            lacks: ["libpng-dev"],
            typed: #""$test" --filter 'a b'; echo $?; TEST_CODE=1 "$test" --filter 'a b'"#, code: 1,
            output: "summary of the tests\n0\nsummary of the tests",
            calls: [
                "\(aptGet) update", "\(install) libpng-dev", "\(test) --filter a b",
                "\(test) --filter a b",
            ]),
        Scene(
            testDescription: "What failed is said again before the summary",
            typed: """
                TEST_TALK='x A recorded an issue at a.swift:1
                talk
                x Test run with 2 tests in 1 suite failed' TEST_CODE=1 "$test" --filter A
                """, code: 1,
            output: """
                x A recorded an issue at a.swift:1
                talk
                x A recorded an issue at a.swift:1
                x Test run with 2 tests in 1 suite failed
                """),
        Scene(
            testDescription: "All of it is all", typed: #""$test" --all --filter A"#, code: 2,
            output: "", says: ["usage: scripts/test"]),
        Scene(
            testDescription: "Shells in which completion is tried are installed too",
            lacks: ["zsh", "fish"], typed: #""$test" --filter A"#, output: "summary of the tests",
            calls: ["\(install) zsh fish", "\(test) --filter A"]),
        Scene(
            testDescription: "Without them it goes on", lacks: ["zsh"],
            typed: #"USER_ID=1000 "$test" --filter A; INSTALL_CODE=100 "$test" --filter A"#,
            output: "summary of the tests\nsummary of the tests", says: ["going on without zsh"],
            calls: [
                "\(test) --filter A", "\(install) zsh",
                "\(aptGet) -o Acquire::Retries=0 -o Acquire::http::Timeout=10 update",
                "\(install) zsh", "\(test) --filter A",
            ]),
        Scene(
            testDescription: "What an interrupted run left is removed where it does not build",
            typed: """
                mkdir "$clone/.build"
                touch "$clone/.build.unfinished" "$clone/.build/torn"
                "$test" --filter A && [ ! -e "$clone/.build/torn" ] && "$test" --filter A
                """, output: "summary of the tests\nsummary of the tests",
            calls: [buildTests, "\(test) --filter A", "\(test) --filter A"]),
        Scene(
            testDescription: "Without arguments it runs the notebooks before the tests",
            typed: #""$test" && "$test" && sort -o "$STAGE/calls" "$STAGE/calls""#,
            output: [String](repeating: "talk of the notebooks\nsummary of the tests", count: 2)
                .joined(separator: "\n"),
            calls: (everything + everything + [
                "python3 -m venv CLONE/.venv-notebooks",
                "python -m pip install --quiet --disable-pip-version-check "
                    + "--requirement CLONE/notebooks/requirements.txt",
            ]).sorted()),
        Scene(
            testDescription: "Notebooks that fail keep no test from running, and are a failure",
            typed: #"NOTEBOOKS_CODE=1 "$test""#, code: 1,
            output: "talk of the notebooks\nsummary of the tests",
            says: ["see above. scripts/notebooks runs them alone."]),
        Scene(
            testDescription: "An environment that is torn or too old is made afresh",
            typed: """
                made() { echo "$? $(grep -c 'm venv' "$STAGE/calls")"; }
                PIP_CODE=1 "$notebooks"
                made
                for arguments in '' 1; do
                    "$notebooks" $arguments >/dev/null
                    made
                done
                echo another >"$clone/notebooks/requirements.txt"
                for arguments in '' '--html pages'; do
                    "$notebooks" $arguments >/dev/null
                    made
                done
                grep -c 'notebooks/requirements-html.txt$' "$STAGE/calls"
                """, output: "1 1\n0 2\n0 2\n0 3\n0 4\n1"),
        Scene(
            testDescription: "Every script is sound to a shell, and may be started by its name",
            typed: """
                for file in "$clone"/scripts/* "$clone"/.ci/*; do
                    case $file in
                    *.txt) continue ;;
                    *.sh) [ ! -x "$file" ] ;;
                    *) [ -x "$file" ] ;;
                    esac && sh -n "$file" || echo "$file"
                done
                """, output: ""),
    ]
}
