// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

private let build =
    "swift build --package-path CLONE --scratch-path CLONE/.build-release --configuration release "
    + "--static-swift-stdlib --pkg-config-path CLONE/Sources/CPango/unlinked --product flipside"
private let aptGet = "apt-get -q -o DPkg::Lock::Timeout=120"
private let update = "\(aptGet) update"
private let install = "\(aptGet) install -y --no-install-recommends"
private let sudo = "sudo -n DEBIAN_FRONTEND=noninteractive"

@Suite("scripts/flipside")
struct StartTests {
    @Test("It installs what is missing", arguments: installing)
    func installs(scene: Scene) throws { try scene.play() }

    private static let installing = [
        Scene(
            testDescription: "With all there, it installs nothing, and hands its arguments over",
            typed: #""$flipside" -c 'a b' '' '*'"#, output: "<-c><a b><><*>", calls: [build]),
        Scene(
            testDescription: "What is piped into it is for the program, whatever runs before",
            lacks: ["libpng-dev"], typed: #"echo weights | "$flipside""#, output: "<>weights"),
        Scene(
            testDescription: "Root installs what is missing and nothing else, without sudo",
            lacks: ["libpng-dev", "fonts-dejavu-extra"],
            says: ["installing what is missing: libpng-dev fonts-dejavu-extra"],
            calls: [update, "\(install) libpng-dev fonts-dejavu-extra", build]),
        Scene(
            testDescription: "Tools and the C++ library are installed too where they are missing",
            lacks: ["libstdc++-12-dev", "git", "pkg-config"],
            says: ["installing what is missing: g++ git pkg-config"],
            calls: [update, "\(install) g++ git pkg-config", build]),
        Scene(
            testDescription: "Lists that cannot be brought up to date are no reason to stop",
            lacks: ["libpng-dev"], typed: #"UPDATE_CODE=100 "$flipside""#,
            says: ["not every list of packages could be brought up to date"],
            calls: [update, "\(install) libpng-dev", build]),
        Scene(
            testDescription: "What apt-get cannot install ends with the command to run",
            lacks: ["libpng-dev"], typed: #"INSTALL_CODE=100 "$flipside""#, code: 2, output: "",
            says: ["\n  apt-get update && apt-get install -y --no-install-recommends libpng-dev"],
            calls: [update, "\(install) libpng-dev"]),
        Scene(
            testDescription: "Others install through sudo, without a question nobody can answer",
            lacks: ["libpng-dev"], typed: #"USER_ID=1000 "$flipside""#,
            calls: [
                "\(sudo) \(update)", update, "\(sudo) \(install) libpng-dev",
                "\(install) libpng-dev", build,
            ]),
        Scene(
            testDescription: "A sudo that lets apt-get through but no variables will do",
            lacks: ["libpng-dev"], typed: #"SUDO_SETS_NOTHING=yes USER_ID=1000 "$flipside""#,
            calls: [
                "sudo -n \(update)", update, "sudo -n \(install) libpng-dev",
                "\(install) libpng-dev", build,
            ]),
        Scene(
            testDescription: "Where sudo is absent, it stops with the command to run",
            lacks: ["libpng-dev", "sudo"], typed: #"USER_ID=1000 "$flipside""#, code: 2, output: "",
            says: ["\n  apt-get update && apt-get install -y --no-install-recommends libpng-dev"],
            calls: []),
        Scene(
            testDescription: "Where sudo refuses, it stops with the command to run",
            lacks: ["libpng-dev"], typed: #"SUDO_CODE=1 USER_ID=1000 "$flipside""#, code: 2,
            output: "",
            says: [
                "\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends libpng-dev"
            ],
            calls: []),
        Scene(
            testDescription: "Elsewhere than on Debian it says what is needed, and builds",
            lacks: ["apt-get", "dpkg-query"],
            says: ["development files of Cairo, Pango, libpng"], calls: [build]),
    ]

    @Test("It finds Swift", arguments: finding)
    func finds(scene: Scene) throws { try scene.play() }

    private static let finding = [
        Scene(
            testDescription: "Without Swift it says where to get it, and installs nothing",
            lacks: ["libpng-dev", "swift"], code: 2, output: "",
            says: ["https://www.swift.org/install"], calls: []),
        Scene(
            testDescription: "Swift is found where its installer puts it",
            typed: """
                mkdir -p .local/share/swiftly/bin
                mv "$STAGE/bin/swift" .local/share/swiftly/bin
                "$flipside"
                """, calls: [build]),
        Scene(
            testDescription: "Swift 6.2 is new enough",
            typed: """
                for version in 6.2 6.2-dev 6.2.4 6.10 7.0 7; do
                    SWIFT_VERSION=$version "$flipside" && rm -r "$clone/.build-release"
                done
                """, output: "<><><><><><>"),
        Scene(
            testDescription: "An older Swift is not", lacks: ["libpng-dev"],
            typed: """
                for version in 6.1.9 6.0 6 5.10.1; do
                    SWIFT_VERSION=$version "$flipside" 2>said
                    echo $? $(grep -ohE 'Swift 6.2 or later is needed|https://www.swift.org/install' said)
                done
                """,
            output: [String](
                repeating: "2 Swift 6.2 or later is needed https://www.swift.org/install", count: 4
            ).joined(separator: "\n"),
            calls: []),
        Scene(
            testDescription: "Another program called swift is not mistaken for it",
            typed: """
                rm "$STAGE/bin/swift"
                printf '#!/bin/sh\\necho python-swiftclient 4.1.0\\n' >"$STAGE/bin/swift"
                chmod +x "$STAGE/bin/swift"
                "$flipside"
                """, code: 2, output: "", says: ["python-swiftclient 4.1.0"]),
        Scene(
            testDescription: "A Swift that lacks libraries gets them",
            typed: #"SWIFT_NEEDS=libncurses "$flipside""#,
            calls: [
                update,
                "\(install) libcurl4-openssl-dev libncurses-dev libsqlite3-dev libxml2-dev", build,
            ]),
    ]

    @Test("It builds where that is needed", arguments: building)
    func builds(scene: Scene) throws { try scene.play() }

    private static let building = [
        Scene(
            testDescription: "A second start starts no Swift",
            typed: #""$flipside"; SWIFT_VERSION=1.0 "$flipside" 2>&1"#, output: "<><>",
            calls: [build]),
        Scene(
            testDescription: "A changed, an added and a removed source make it build again",
            typed: """
                "$flipside"
                for file in Sources/A/A.swift Sources/A/B.swift Package.swift; do
                    echo '// changed' >"$clone/$file"
                    "$flipside"
                done
                rm "$clone/Sources/A/A.swift"
                "$flipside"
                "$flipside"
                """, output: "<><><><><><>", calls: [build, build, build, build, build]),
        Scene(
            testDescription: "A file with an old date that is put in place makes it build again",
            typed: """
                "$flipside"
                touch -d @0 "$clone/Sources/A/A.swift"
                "$flipside"
                """, output: "<><>", calls: [build, build]),
        Scene(
            testDescription: "A program that an interrupted build left is not trusted",
            typed: """
                mkdir -p "$clone/.build-release/release"
                printf '#!/bin/sh\\necho half' >"$clone/.build-release/release/flipside"
                chmod +x "$clone/.build-release/release/flipside"
                "$flipside"
                """, calls: [build]),
        Scene(
            testDescription: "A folder in which building fails is removed, and built afresh",
            typed: """
                mkdir "$clone/.build-release"
                touch "$clone/.build-release/torn"
                "$flipside" && [ ! -e "$clone/.build-release/torn" ]
                """, says: ["building afresh"], calls: [build, build]),
        Scene(
            testDescription:
                "A build that fails runs nothing, and is tried again at the next start",
            typed: #"BUILD_CODE=1 "$flipside"; echo $?; "$flipside""#, output: "1\n<>",
            calls: [build, build]),
        Scene(
            testDescription: "A build that fails does not bring an older program back",
            typed: """
                "$flipside"
                echo '// broken' >"$clone/Sources/A/A.swift"
                export BUILD_CODE=1
                "$flipside"
                echo $?
                "$flipside"
                """, code: 1, output: "<>1"),
        Scene(
            testDescription: "Two starts at once build once",
            typed: """
                export BUILD_SECONDS=0.3
                "$flipside" &
                "$flipside"
                wait
                """, output: "<><>", calls: [build]),
        Scene(
            testDescription:
                "It is found through links, also relative ones, and from other folders",
            typed: """
                /bin/ln -s "$flipside" one
                /bin/ln -s one two
                cd / && "$HOME/two" a
                """, output: "<a>", calls: [build]),
        Scene(
            testDescription: "For a Tab it builds nothing", typed: #""$flipside" --complete -- ''"#,
            code: 127, output: "", calls: []),
    ]
}
