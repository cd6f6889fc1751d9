// SPDX-License-Identifier: GPL-3.0-or-later

/// Which Flipside this is.
package enum Version {
    /// The version in the form of semver.org.
    package static let number = "0.1.0"

    /// The day of the version, which no build changes.
    package static let date = "2026-11-28"
}
