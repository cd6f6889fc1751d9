// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
package import Simulation

/// A transformer's weights that were read from a file, from which training can start.
package struct LoadedPolicy: Sendable, Equatable {
    /// The file.
    package let path: String
    /// The file's SHA-256.
    package let digest: String
    /// The number by which `base=` names it.
    package let base: Int
    /// Its size.
    package let size: NetworkSize
    /// The world whose answers it writes.
    package let worldName: String
    /// What the file says of how it was made, which nobody vouches for.
    package let origin: String

    package init(
        path: String, digest: String, base: Int, size: NetworkSize, worldName: String,
        origin: String
    ) {
        (self.path, self.digest, self.base, self.size) = (path, digest, base, size)
        (self.worldName, self.origin) = (worldName, origin)
    }

    /// What brings it back in a saved session.
    package var command: String { "load \(quoted(path))" }
}
