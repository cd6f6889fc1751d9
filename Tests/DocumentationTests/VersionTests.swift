// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import Results
import Testing

@Suite("The version")
struct VersionTests {
    @Test(
        "It is the same wherever it is written",
        arguments: [
            ("python/flipside_lab/__init__.py", "__version__ = \"VERSION\""),
            ("Sources/Jupyter/Resources/kernel.py", "implementation_version = \"VERSION\""),
            ("CITATION.cff", "\nversion: VERSION\n"), ("CHANGELOG.md", "## [VERSION]"),
            ("README.md", "flipside_lab-VERSION-py3-none"), ("README.md", "flipside_VERSION_amd64"),
            ("README.md", "flipside-VERSION-linux"),
            ("notebooks/README.md", "flipside_lab-VERSION-py3-none"),
        ])
    func isSame(path: String, line: String) throws {
        let text = try #require(Repository.text(path))
        #expect(text.contains(line.replacing("VERSION", with: Version.number)))
    }
}
