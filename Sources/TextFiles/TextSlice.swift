// SPDX-License-Identifier: GPL-3.0-or-later

/// The text of one field as the file has it, not yet decoded; valid until the next line is read.
@usableFromInline package struct TextSlice {
    /// How the text is written in the file.
    @usableFromInline package enum Form {
        /// There is no text.
        case absent
        /// As it is.
        case plain
        /// With every quote doubled, as inside a quoted CSV field.
        case doubledQuotes
        /// With backslash escapes, as in a JSON string.
        case escaped
    }

    /// The bytes, without the quotes around them.
    @usableFromInline package let bytes: Bytes

    /// How the text is written.
    @usableFromInline package let form: Form

    /// Takes bytes, without the quotes around them.
    @inlinable
    package init(bytes: Bytes, form: Form) {
        self.bytes = bytes
        self.form = form
    }

    /// No text.
    @inlinable
    package static var absent: TextSlice {
        TextSlice(bytes: Bytes(start: nil, count: 0), form: .absent)
    }

    /// The text, with U+FFFD where the bytes are not UTF-8; nil where there is none.
    package var string: String? {
        switch form {
        case .absent: nil
        case .plain: String(decoding: bytes, as: UTF8.self)
        case .doubledQuotes: String(decoding: withSingleQuotes, as: UTF8.self)
        case .escaped: JSONText(bytes).string
        }
    }

    private var withSingleQuotes: [UInt8] {
        var single: [UInt8] = []
        single.reserveCapacity(bytes.count)
        var isSecond = false
        for byte in bytes {
            isSecond = byte == .quote && !isSecond
            if byte != .quote || isSecond { single.append(byte) }
        }
        return single
    }
}
