// SPDX-License-Identifier: GPL-3.0-or-later

/// What a policy is made of.
public enum PolicyKind: String, CaseIterable, Sendable {
    /// A softmax of its own for each context; contexts share nothing but rows.
    case table
    /// A causal transformer, whose weights all contexts share.
    case transformer

    /// What people read.
    package var title: String {
        switch self {
        case .table: "a table"
        case .transformer: "a tiny transformer"
        }
    }
}
