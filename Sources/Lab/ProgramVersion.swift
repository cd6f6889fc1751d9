// SPDX-License-Identifier: GPL-3.0-or-later

/// Which Flipside this is.
public enum Version {
    /// The version in the form of semver.org.
    public static let number = "0.1.0"
}
