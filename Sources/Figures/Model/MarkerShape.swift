// SPDX-License-Identifier: GPL-3.0-or-later

/// The shape of a marker, so that series differ in more than colour.
public enum MarkerShape: String, Sendable, Hashable, CaseIterable {
    case circle, square, triangleUp, diamond, triangleDown, cross, plus, hexagon
}
