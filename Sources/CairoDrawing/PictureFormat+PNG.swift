// SPDX-License-Identifier: GPL-3.0-or-later

import CPNG
public import Figures

extension PictureFormat {
    /// PNG, written and read by libpng; a picture without transparent pixels is written without
    /// opacity.
    public static let png = PictureFormat(
        encode: { picture, dotsPerInch, metadata throws(DrawingError) in
            guard picture.width <= 20_000, picture.height <= 20_000,
                picture.width * picture.height <= Canvas.limit
            else { throw .tooLarge(picture.width, picture.height) }
            return try PNGFile.encode(
                picture, dotsPerInch: dotsPerInch.isFinite ? min(max(dotsPerInch, 1), 1e6) : 72,
                metadata)
        },
        read: { file throws(DrawingError) in try PNGFile.picture(of: file) })
}

extension PNGFile {
    /// Returns the bytes of a file with a picture, opaque where every pixel is.
    fileprivate static func encode(
        _ picture: Picture, dotsPerInch: Double, _ metadata: FigureMetadata
    ) throws(DrawingError) -> [UInt8] {
        let bytes = picture.bytes
        let isOpaque = stride(from: 3, to: bytes.count, by: 4).allSatisfy { bytes[$0] == 255 }
        let kind = isOpaque ? cpng_rgbx : cpng_rgba
        let result: Result<[UInt8], DrawingError> = bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return .failure(.noMemory) }
            let pixels = Pixels(
                start: start, kind: kind, width: picture.width, height: picture.height,
                stride: 4 * picture.width)
            return Result { () throws(DrawingError) in
                try encode(pixels, dotsPerInch: dotsPerInch, metadata)
            }
        }
        return try result.get()
    }
}
