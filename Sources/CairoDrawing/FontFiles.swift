// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures
import Glibc

/// One face of a family, as a file.
struct FontFile: Hashable {
    /// Where Debian's packages put the file, with a slash at the end.
    let folder: String
    /// The file's name.
    let name: String
    /// The package that brings it.
    let package: String

    /// The whole path.
    var path: String { folder + name }

    /// What is said when the file is not there.
    var isMissing: DrawingError {
        DrawingError(
            "the font \(path) of the package \(package) is missing",
            hint: "install it with: apt install \(package)")
    }
}

extension FontFile {
    /// Files with Chinese, Japanese and Korean letters, the first that is there of which is used where
    /// a figure has such letters.
    static let farEastern = [
        FontFile(
            folder: "/usr/share/fonts/opentype/noto/", name: "NotoSansCJK-Regular.ttc",
            package: "fonts-noto-cjk"),
        FontFile(
            folder: "/usr/share/fonts/truetype/droid/", name: "DroidSansFallbackFull.ttf",
            package: "fonts-droid-fallback"),
        FontFile(
            folder: "/usr/share/fonts/truetype/wqy/", name: "wqy-microhei.ttc",
            package: "fonts-wqy-microhei"),
    ]
}

extension Typeface {
    /// The family that the files belong to.
    var family: String {
        switch self {
        case .sans: "DejaVu Sans"
        case .serif: "STIXGeneral"
        case .computerModern: "CMU Serif"
        }
    }

    /// The file of a face.
    func file(isItalic: Bool, isBold: Bool) -> FontFile {
        let name = fileName(isItalic: isItalic, isBold: isBold)
        switch self {
        case .sans:
            return FontFile(
                folder: "/usr/share/fonts/truetype/dejavu/", name: name,
                package: isItalic ? "fonts-dejavu-extra" : "fonts-dejavu-core")
        case .serif:
            return FontFile(
                folder: "/usr/share/fonts/opentype/stix/", name: name, package: "fonts-stix")
        case .computerModern:
            return FontFile(
                folder: "/usr/share/fonts/truetype/cmu/", name: name, package: "fonts-cmu")
        }
    }

    /// The same, and for letters of the far East the first of ``FontFile/farEastern`` that is there.
    func files(withFarEastern: Bool) -> [FontFile] {
        guard withFarEastern else { return files }
        return files + FontFile.farEastern.filter { access($0.path, R_OK) == 0 }.prefix(1)
    }

    /// The files of the family, and what else its letters are looked for in.
    var files: [FontFile] {
        let faces = [(false, false), (true, false), (false, true), (true, true)]
        let own = faces.map { file(isItalic: $0.0, isBold: $0.1) }
        switch self {
        case .sans: return own
        case .serif, .computerModern:
            return own + [Typeface.sans.file(isItalic: false, isBold: false)]
        }
    }
}
