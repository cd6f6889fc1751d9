// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

@testable import TextFiles

/// A text, as it is and as `gzip -9` and `zstd -19 --check` packed it.
enum PackedSquares {
    /// The numbers from 1 to 200 with their squares.
    static let text = Array((1...200).map { "\($0),\($0 * $0)\n" }.joined().utf8)

    static let gzip = bytes(
        """
        H4sIAAAAAAACAyWVS6LEIAgE9zkLCwFFuP/FptpZvUmifJounpt/YftLm2+b13cszleW9V3b87XV/sbaP1/ma3
        3u5sFTmO/9eXJnPufq1Odc5rYXMXi6Fs23tgxODjHJtWwTJdz25onUvb9IOzFfbDu3vjhWRImy0tO1q29tVycp
        hXu5bIiSbkPMpJZFiqSYRcakGqeAPJRKpCz+Ul5e86TabNXO+TE/9LLprAi3aa3odBPv0vYmXqPBVncIsmlvEW
        /TnyPVpsFYfG+LXJwfi738O4v+iXfcovQcFpfvJxGE82dbjKQ+lop3kJvCvnOlFN9RLMl/kGxTTy2kI1655aXe
        Csum/krLoZ/aaEp/dWyr3yrbSf/FBDd6VNsu9KmxfdHrMgPJd93OQs0bdmj0u4wh0foyBw5+99jRJG4xFz1fO6
        PvmGLp/DAo7vfCJMRrtzrE72By5Ou0avL3truopw+jJF6XXQr/mtEe6m9me+mnx+7Q3yz8Rrxx66D/CYYuG6Z1
        oc9s60avObiAeFPGNZ6vDUJ809gCvWdsesm5z7oy73JZ5b2TaTanfMk2xT2eZSAi+cI6rth84Vek3mEffKNzGM
        irdBcLeYsO4RF/QERIihFBEkeYiJO4IkWoxAgWaPF8vACM5xYy/iwqasDGcwQO5Pj2EnNLxlUO+HEk0TuB2EyD
        nNiZ2Pwix0kmRnZ+aYYOTn76vSNH/c+Ro/LdJUe9eCkY5A6HLr8vrwC7W7UIsfvqE2R3VLMw69eHQAMYvSNHv3
        4F26y3KkYYSRcBN3K0C7l5+gEdc5GmYBfr6Qx4sa60F3r/eTz4UjMSfv7mJgCVhF8gGG++gvBR6MIwng8EYrrO
        CcWUV1ww5lU8cARf5QDI2Km8IBlbnkM7fo3qA8s48iXJteiUAzTjyLsOnAEVnAPPKPmbrvjV0gVE4/53JDnukX
        5gGlecsHxYECGdQTVaLDmwskWVA1xjxJsDbMzR3EAWM2mWQMsy0Xyv1sqbOeDmmvfuasW8cywXEuku6yXEvwMw
        i0c5QDhDO4KJsoRctYBx5n6bnBzZqhmU8+0aB2asq97AObf2EUBYnpQGIJ1HO4vxaP8rB1iz3aQfYGN2aQrarD
        bpDNw4V9qDd/abB4DjUs0IxLO1Q3ENyy80SzBnmyz9b3n/XMjxA51H4XzWBgAA
        """)

    static let zstd = bytes(
        """
        KLUv/WTWBdUYAGptVAwJsDskSRSMmeZ0wADEAL4AJ/oVNRGAokC0SfSGQhG14cmjNaRwlIZziM6QfK8MD+yNoU
        C9Hxro9RBgXhga5D2hQLwmPPhbQrJfEs7hHSHFuSI8MTeEQuVeaCPXQgByQeiPe0ERcS14FG4F6e5ScH53gjR2
        JXgGbgTl4D5oujoIcIWgxXqnWNXOe7VOKiqdc+qcVFM579M4xaQ/LVKfAFI4TdEz5VEzz94yaV4y5++YdK6YR2
        6YIu5N37UJ4IJp61GoxpMWKUqcd0iu8BqUnq4Dd8OmyNy9TT/u2iaA74JNm9k9MIXIroF5InYLTIrbJTDnYHfA
        JBu4AuYBgRtgCgi4B9NwcA0mAIALYBrsekcButrxQK51JP9Kxzlc50hhVjmekDWOQmL90XarjwC2wtG/6hlFqm
        rGo6mWkS6qZJy/OkYaqIrxzKhhlBf1RtNQbQQQKhgtp15RDKhWvN+0ilQ1peKcplOkkqkU7zGNopinL1pg6iLA
        SaFoKukR5SQ14plIi0gTUiLOLx0iHUiFeHTRIIpYNK0xKUJeGnMO8s6Y5IpXxjyQeGNMAcf7MQ3212MCzF8Y0/
        C/J6bA+TUxD8hviUkOvyTmHPyOmBQFr4h5IvCGmEKG92La7FyLCUDngph+nHthisC5FuZRmVth0om5FOb85k6Y
        NFeuhHlG5UaYcin3YZpcrsMEOHIhTAuRezfFgly7eTe5dZPKxqWbcxp3blLFuHLz7nHjppiJ+5sWEtc3AURcuG
        myuGdTfuGazTMKt2zSSLhkc/5wxybd3RWbRxUEAJACnAa66J0p8IvamQdm0TqTLBalM+dg0TmTgioqZ568onGm
        kFH0Z9qEoj4TwBSFM/2a6JkpEhM1M49OomUm3UiUzJxfomMmjUVUzDyTiIaZckf0ZprqUZsJII+CmRZ49MoUI0
        etzHs4WmVSHUSpzDlBdMqkOkSlzPvdG2WKzb0v0/J7XSbA2QtlmsbeI1N+e43MM6u3yKSZeonM+esdMumMXiHz
        aOgNMkVO78n0b16TCUDzApm2z3tjCp28NuYJyQMAvVT7XQ==
        """)

    /// Both, by their names.
    static let all = [("gzip", gzip), ("zstd", zstd)]

    private static func bytes(_ base64: String) -> [UInt8] {
        Array(Data(base64Encoded: base64, options: .ignoreUnknownCharacters) ?? Data())
    }
}
