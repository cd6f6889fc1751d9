// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// How a report looks; a browser that knows nothing of it shows the page all the same.
enum ReportStyle {
    /// The style sheet of a page.
    static let sheet =
        """
        :root{color-scheme:light dark;--page:#fff;--ink:#1f2328;--muted:#59636e;--line:#d1d9e0;--soft:#f6f8fa;--link:#0067a1}
        body{margin:0 auto;max-width:62rem;padding:1.5rem 1.25rem 4rem;background:var(--page);color:var(--ink);\
        font:1rem/1.5 system-ui,sans-serif}
        h1{font-size:1.7rem;line-height:1.25;margin:0 0 .25rem;overflow-wrap:anywhere}
        h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
        p,ul,dl{margin:.5rem 0 1rem;max-width:48rem}
        a{color:var(--link)}
        li{margin:.35rem 0;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere}
        nav li{margin:0}
        nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;padding:0}
        code,pre,td{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85rem}
        pre{background:var(--soft);padding:.75rem 1rem;overflow-x:auto;border-radius:6px}
        .table{overflow-x:auto;margin:1rem 0 1.75rem;\(edges)}
        table{border-collapse:collapse;font-variant-numeric:tabular-nums}
        caption{text-align:left;padding:.35rem 0;color:var(--muted);font-size:.9rem}
        th,td{padding:.2rem .9rem .2rem 0;vertical-align:top;white-space:pre}
        th{font-size:.85rem;border-bottom:2px solid var(--line)}
        td{border-bottom:1px solid var(--line)}
        .figures{display:flex;flex-wrap:wrap;gap:1rem 1.5rem}
        figure{margin:1rem 0 1.75rem;flex:1 1 25rem;min-width:0}
        .figures figure{margin:0}
        figure svg{width:100%;max-width:44rem;height:auto;display:block}
        figcaption{color:var(--muted);font-size:.9rem;margin-top:.4rem;max-width:48rem;overflow-wrap:anywhere}
        footer{margin-top:3rem;color:var(--muted);font-size:.9rem}
        :focus-visible{outline:2px solid var(--link)}
        @media screen and (max-width:36rem){
        body{padding:1rem 1rem 3rem}
        ul{padding-left:1.25rem}
        th,td{font-size:.72rem;padding-right:.5rem}
        }
        @media screen and (prefers-color-scheme:dark){
        :root{--page:#0d1117;--ink:#e6edf3;--muted:#9da7b3;--line:#30363d;--soft:#161b22;--link:#56b4e9}
        \(darkFigures)
        }
        @media print{
        body{max-width:none;padding:0;font-size:10pt}
        h2{break-after:avoid}
        figure,tr{break-inside:avoid}
        .table{overflow:visible;background:none}
        th,td{white-space:pre-wrap;overflow-wrap:break-word;font-size:7pt;padding-right:.5rem}
        td[style*=right]{white-space:nowrap}
        nav{display:none}
        a{color:inherit;text-decoration:none}
        }
        """

    /// Shades at the edges of a table behind which it goes on; what moves with the table covers them where
    /// it ends.
    private static let edges =
        "background:linear-gradient(90deg,var(--page) 40%,transparent) 0/3rem 100% local,"
        + "linear-gradient(270deg,var(--page) 40%,transparent) 100%/3rem 100% local,"
        + "linear-gradient(90deg,var(--line),transparent) 0/1rem 100%,"
        + "linear-gradient(270deg,var(--line),transparent) 100%/1rem 100%;"
        + "background-repeat:no-repeat;background-color:var(--page)"

    /// The rules that give the colours of figures drawn in the light theme those of the dark one.
    private static let darkFigures: String = {
        var known: Set<String> = []
        return zip(colors(of: .light), colors(of: .dark)).compactMap { light, dark in
            guard known.insert(light).inserted, light != dark else { return nil }
            return
                "figure [fill=\"\(light)\"]{fill:\(dark)}figure [stroke=\"\(light)\"]{stroke:\(dark)}"
        }.joined(separator: "\n")
    }()

    /// Returns the colours of a theme as SVG has them, in an order that all themes share.
    private static func colors(of theme: Theme) -> [String] {
        let plain = [
            theme.background, theme.foreground, theme.muted, theme.grid, theme.shade,
            theme.hatchedShade, theme.hatch,
        ]
        // Bars have half of their series' colour.
        let bars = theme.series.indices.map { theme.tint($0, strength: 0.5) }
        let series = theme.series.flatMap { [$0.color, $0.textColor] }
        return (plain + series + bars).map { color in
            "#"
                + [color.red, color.green, color.blue].map { part in
                    let digits = String(Int((part * 255).rounded()), radix: 16)
                    return digits.count < 2 ? "0" + digits : digits
                }.joined()
        }
    }
}
