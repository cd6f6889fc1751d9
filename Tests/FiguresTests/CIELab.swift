// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import Figures

/// A colour in CIE's space of 1976, for D65.
struct CIELab {
    let lightness: Double
    let a: Double
    let b: Double

    init(_ parts: [Double]) { (lightness, a, b) = (parts[0], parts[1], parts[2]) }

    init(_ color: Color) {
        let light = [color.red, color.green, color.blue].map(Color.linear)
        func part(_ weights: [Double], white: Double) -> Double {
            let sum = zip(weights, light).map(*).reduce(0, +) / white
            return sum > 216.0 / 24389 ? cbrt(sum) : (24389.0 / 27 * sum + 16) / 116
        }
        let x = part([0.4124564, 0.3575761, 0.1804375], white: 0.95047)
        let y = part([0.2126729, 0.7151522, 0.0721750], white: 1)
        let z = part([0.0193339, 0.1191920, 0.9503041], white: 1.08883)
        (lightness, a, b) = (116 * y - 16, 500 * (x - y), 200 * (y - z))
    }

    /// Returns how different another colour looks: 1 is just seen.
    ///
    /// - Source: CIEDE2000, in the words of Sharma, Wu and Dalal, 2005.
    func difference(from other: CIELab) -> Double {
        let chroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
        let factor = 1.5 - 0.5 * (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
        let (a1, a2) = (a * factor, other.a * factor)
        let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
        func hue(_ a: Double, _ b: Double) -> Double {
            let angle = atan2(b, a) * 180 / .pi
            return angle < 0 ? angle + 360 : angle
        }
        let (h1, h2) = (hue(a1, b), hue(a2, other.b))
        let isGrey = c1 * c2 == 0
        var turn = isGrey ? 0 : h2 - h1
        if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
        var middle = h1 + h2
        if !isGrey {
            let isNear = abs(h1 - h2) <= 180
            middle = isNear ? middle / 2 : (middle < 360 ? middle + 360 : middle - 360) / 2
        }
        let (dl, dc) = (other.lightness - lightness, c2 - c1)
        let dh = 2 * (c1 * c2).squareRoot() * sin(turn * .pi / 360)
        return weighted(dl, dc, dh, light: (lightness + other.lightness) / 2, (c1 + c2) / 2, middle)
    }

    private func weighted(
        _ dl: Double, _ dc: Double, _ dh: Double, light: Double, _ chroma: Double, _ hue: Double
    ) -> Double {
        func cosine(_ degrees: Double) -> Double { cos(degrees * .pi / 180) }
        let t =
            1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6)
            - 0.2 * cosine(4 * hue - 63)
        let square = (light - 50) * (light - 50)
        let lightness = dl / (1 + 0.015 * square / (20 + square).squareRoot())
        let strength = dc / (1 + 0.045 * chroma)
        let turn = dh / (1 + 0.015 * chroma * t)
        let angle = 60 * exp(-pow((hue - 275) / 25, 2))
        let crossing =
            -2 * (pow(chroma, 7) / (pow(chroma, 7) + pow(25, 7))).squareRoot()
            * sin(angle * .pi / 180)
        return
            (lightness * lightness + strength * strength + turn * turn
            + crossing * strength * turn).squareRoot()
    }
}
