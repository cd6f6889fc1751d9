// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// What is installed, below the prefix.
private let installed = """
    ./bin/flipside
    ./share/bash-completion/completions/flipside
    ./share/fish/vendor_completions.d/flipside.fish
    ./share/flipside/installed
    ./share/man/man1/flipside.1
    ./share/zsh/site-functions/_flipside
    """

@Suite("scripts/install")
struct InstallTests {
    @Test("It installs and uninstalls", arguments: scenes)
    func installs(scene: Scene) throws { try scene.play() }

    private static let scenes = [
        Scene(
            testDescription: "It builds, and installs below ~/.local without being told more",
            typed: """
                "$install" 2>said
                echo $?
                tree .local
                .local/bin/flipside 'a b'
                sed -n '$p' .local/bin/flipside
                cat said >&2
                grep -c 'share/flipside/installed' said
                """,
            code: 1, output: "0\n\(installed)\n<a b># stripped\n0",
            says: [
                "  export PATH='STAGE/home/.local/bin':\"$PATH\"\n",
                "  STAGE/home/.local/bin/flipside\n",
                "  STAGE/home/.local/share/man/man1/flipside.1\n",
                "  STAGE/home/.local/share/bash-completion/completions/flipside\n",
                "  STAGE/home/.local/share/zsh/site-functions/_flipside\n",
                "  STAGE/home/.local/share/fish/vendor_completions.d/flipside.fish\n",
            ]),
        Scene(
            testDescription: "Twice is as good as once, and a newer program replaces the older",
            typed: """
                "$install" && list=$(cat .local/share/flipside/installed)
                "$install" && [ "$list" = "$(cat .local/share/flipside/installed)" ] || echo changed
                echo newer >"$clone/docs/flipside.1"
                "$install" && tree .local && cat .local/share/man/man1/flipside.1
                """, output: "\(installed)\nnewer"),
        Scene(
            testDescription: "The folder may be anywhere, with signs that a shell minds",
            typed: #"""
                folder='it'\''s $(a) "folder"'
                "$install" --prefix "$folder/" && tree "$folder"
                "$install" --uninstall --prefix "$folder/" && tree "$folder"
                "$install" --prefix="$folder" && tree "$folder"
                "$install" --uninstall --prefix="$folder" && tree "$folder"
                """#, output: "\(installed)\n\(installed)",
            says: [#"  export PATH='STAGE/home/it'\''s $(a) "folder"/bin':"$PATH""#]),
        Scene(
            testDescription: "Removing leaves what was there before, folders too, and nothing else",
            typed: """
                mkdir -p .local/share/man/man1 .local/bin
                touch .local/share/man/man1/other.1 .local/bin/other
                "$install" && touch .local/share/fish/config.fish
                "$install" --uninstall && tree .local && ls .local/share
                "$install" --uninstall
                """,
            output: "./bin/other\n./share/fish/config.fish\n./share/man/man1/other.1\nfish\nman",
            says: ["nothing is installed below"]),
        Scene(
            testDescription: "A file that somebody else put there is neither replaced nor removed",
            typed: """
                mkdir -p .local/bin
                echo theirs >.local/bin/flipside
                "$install"
                echo $? && tree .local && cat .local/bin/flipside "$STAGE/calls"
                rm .local/bin/flipside
                "$install" && echo theirs >.local/bin/flipside
                "$install" --uninstall
                echo $? && tree .local
                """, output: "2\n./bin/flipside\ntheirs\n1\n./bin/flipside",
            says: [
                "this script did not put it there", "bin/flipside: it is not what was installed",
                "STAGE/calls': No such file",
            ]),
        Scene(
            testDescription: "A link is not taken for the program, and its target is left alone",
            typed: """
                "$install" && mv .local/bin/flipside elsewhere
                /bin/ln -s "$HOME/elsewhere" .local/bin/flipside
                "$install"
                echo $?
                "$install" --uninstall
                echo $? && ls elsewhere .local/bin/flipside
                """, output: "2\n1\n.local/bin/flipside\nelsewhere"),
        Scene(
            testDescription: "What a list claims that somebody wrote is not removed",
            typed: """
                "$install" && echo theirs >precious && mkdir empty
                printf '%s\\n' "file $(cksum <precious) ../precious" 'folder ..' 'folder ../empty' \\
                    "$(cat .local/share/flipside/installed)" >list
                mv list .local/share/flipside/installed
                "$install" --uninstall && ls
                """, output: "empty\nprecious"),
        Scene(
            testDescription:
                "Where something fails it leaves no torn file, and goes on the next time",
            typed: """
                STRIP_CODE=1 "$install" || tree .local
                "$install" && tree .local
                "$install" --uninstall && [ ! -e .local/share ]
                """, output: "./share/flipside/installed\n\(installed)"),
        Scene(
            testDescription: "Wrong use ends with 2 and changes nothing",
            typed: """
                wrong() { "$install" "$@" 2>said; echo "$? $(grep -c '^usage: scripts/install' said)"; }
                wrong --frob && wrong --prefix && wrong --prefix '' && wrong there && ls -A
                """, output: "2 1\n2 1\n2 1\n2 1\nsaid", calls: []),
        Scene(
            testDescription: "On the PATH already, it says nothing of it, or who comes first",
            typed: """
                "$install" --prefix "$STAGE" 2>said
                echo "$? $(grep -cE 'export PATH|finds' said)"
                """, output: "0 0"),
    ]
}
