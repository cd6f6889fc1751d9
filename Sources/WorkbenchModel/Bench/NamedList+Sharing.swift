// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns whether two arrays are one in memory, so that nothing of them has to be looked at.
package func areOne<Element>(_ left: [Element], _ right: [Element]) -> Bool {
    left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
            left.baseAddress == right.baseAddress && left.count == right.count
        }
    }
}

extension NamedList.Node {
    /// Returns whether two parts are one in memory.
    private func isOne(with other: NamedList.Node) -> Bool {
        switch (self, other) {
        case (.leaf(let left), .leaf(let right)): areOne(left, right)
        case (.branch(let left), .branch(let right)): areOne(left, right)
        case (.leaf, .branch), (.branch, .leaf): false
        }
    }

    /// Visits the nodes that another tree does not share.
    ///
    /// - Parameters:
    ///   - other: What stands at the same place of the other tree.
    ///   - visit: Takes a node, and what the other tree has in its place.
    package func forEach(
        notIn other: NamedList.Node, _ visit: (NamedList.Node, NamedList.Node) -> Void
    ) {
        guard !isOne(with: other) else { return }
        visit(self, other)
        guard case .branch(let parts) = self else { return }
        guard case .branch(let others) = other else {
            for part in parts { part.forEach(notIn: .leaf([]), visit) }
            return
        }
        for (part, other) in zip(parts, others) { part.forEach(notIn: other, visit) }
    }
}

extension NamedList: Equatable {
    /// Returns whether two lists hold the same values in the same order.
    ///
    /// What the two share is not looked at.
    package static func == (left: NamedList, right: NamedList) -> Bool {
        guard left.count == right.count else { return false }
        let ours = left.entries(notIn: right)
        let theirs = right.entries(notIn: left)
        guard ours.map(\.value) == theirs.map(\.value) else { return false }
        // What is shared has the same numbers in both: only other numbers can mean another order.
        return ours.map(\.number) == theirs.map(\.number) || left.values == right.values
    }

    /// Returns the entries of leaves that another list does not share, in their order.
    private func entries(notIn other: NamedList) -> [Entry] {
        var entries: [Entry] = []
        root.forEach(notIn: other.root) { node, _ in
            if case .leaf(let own) = node { entries += own }
        }
        return entries.sorted { $0.number < $1.number }
    }

    /// Returns how much memory a list takes besides what another one shares with it.
    ///
    /// - Parameters:
    ///   - other: A list that is kept anyway.
    ///   - inside: What a value takes outside the list, apart from its name.
    /// - Returns: The bytes of the tree's nodes, and of what belongs to values that the other list
    ///   does not have.
    package func bytes(notIn other: NamedList, of inside: (Element) -> Int = { _ in 0 }) -> Int {
        var bytes = 0
        root.forEach(notIn: other.root) { node, place in
            switch node {
            case .branch(let parts): bytes += parts.bytes
            case .leaf(let entries):
                bytes += entries.bytes
                var known: [Entry] = []
                if case .leaf(let others) = place { known = others }
                for entry in entries where !known.contains(entry) {
                    bytes += entry.value.name.bytes + inside(entry.value)
                }
            }
        }
        return bytes
    }
}
