//! Small pictures, and the metadata that programs write into them, made by hand.

use std::io::{Cursor, Write};

use flate2::write::ZlibEncoder;
use flate2::{Compression, Crc};
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};

/// Four quarters: red, green above; blue, white below.
pub fn quarters(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => [255, 0, 0],
            (false, true) => [0, 255, 0],
            (true, false) => [0, 0, 255],
            (false, false) => [255, 255, 255],
        })
    })
    .into()
}

pub fn encoded(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 95).encode_image(&quarters(width, height)).unwrap();
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    encoded(&quarters(width, height), ImageFormat::Png)
}

/// The JPEG with one more segment right after its beginning.
pub fn with_segment(jpeg: &[u8], marker: u8, prefix: &[u8], content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(2 + prefix.len() + content.len()).unwrap();
    [&jpeg[..2], &[0xff, marker], &length.to_be_bytes(), prefix, content, &jpeg[2..]].concat()
}

pub fn with_xmp(jpeg: &[u8], packet: &str) -> Vec<u8> {
    with_segment(jpeg, 0xe1, b"http://ns.adobe.com/xap/1.0/\0", packet.as_bytes())
}

pub fn with_iim(jpeg: &[u8], iim: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xed, b"Photoshop 3.0\0", &resources(iim))
}

pub fn with_exif(jpeg: &[u8], tiff: &[u8]) -> Vec<u8> {
    with_segment(jpeg, 0xe1, b"Exif\0\0", tiff)
}

/// Image resources: one that nobody asks for, of odd length, then the IIM data sets.
pub fn resources(iim: &[u8]) -> Vec<u8> {
    let length = u32::try_from(iim.len()).unwrap();
    [b"8BIM\x03\xed\0\0\0\0\0\x03abc\0".as_slice(), b"8BIM\x04\x04\0\0", &length.to_be_bytes(), iim, if iim.len() % 2 == 1 { b"\0" } else { b"" }]
        .concat()
}

/// IIM data sets, each given as record, number and data.
pub fn iim(sets: &[(u8, u8, &[u8])]) -> Vec<u8> {
    sets.iter()
        .flat_map(|(record, set, data)| {
            let length = u16::try_from(data.len()).unwrap().to_be_bytes();
            [&[0x1c, *record, *set], &length[..], data].concat()
        })
        .collect()
}

/// A TIFF structure, least byte first, with an orientation and texts by their tags.
pub fn tiff_fields(orientation: u16, texts: &[(u16, &[u8])]) -> Vec<u8> {
    let count = u16::try_from(texts.len() + 1).unwrap();
    let mut at = 8 + 2 + u32::from(count) * 12 + 4;
    let mut entries: Vec<(u16, Vec<u8>)> = vec![(0x0112, [&[3, 0, 1, 0, 0, 0][..], &orientation.to_le_bytes(), &[0, 0]].concat())];
    let mut values = Vec::new();
    for (tag, text) in texts {
        let value = [text, &b"\0\0\0\0"[..]].concat();
        let length = u32::try_from(value.len()).unwrap();
        entries.push((*tag, [&[2, 0][..], &length.to_le_bytes(), &at.to_le_bytes()].concat()));
        values.extend_from_slice(&value);
        at += length;
    }
    entries.sort();
    let directory: Vec<u8> = entries.into_iter().flat_map(|(tag, rest)| [&tag.to_le_bytes()[..], &rest].concat()).collect();
    [b"II*\0\x08\0\0\0".as_slice(), &count.to_le_bytes(), &directory, &[0; 4], &values].concat()
}

/// The PNG with one more chunk after its header.
pub fn with_chunk(png: &[u8], kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&png[..33], &chunk(kind, content), &png[33..]].concat()
}

pub fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut sum = Crc::new();
    sum.update(kind);
    sum.update(content);
    let length = u32::try_from(content.len()).unwrap();
    [&length.to_be_bytes()[..], kind, content, &sum.sum().to_be_bytes()].concat()
}

/// A PNG that declares a size, with these packed pixels.
pub fn png_claiming(width: u32, height: u32, packed: &[u8]) -> Vec<u8> {
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 2, 0, 0, 0]].concat();
    [b"\x89PNG\r\n\x1a\n".as_slice(), &chunk(b"IHDR", &header), &chunk(b"IDAT", packed), &chunk(b"IEND", b"")].concat()
}

/// So many zeros, packed.
pub fn packed_zeros(length: usize) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(Vec::new(), Compression::best());
    let block = vec![0; 1 << 20];
    for start in (0..length).step_by(block.len()) {
        packer.write_all(&block[..block.len().min(length - start)]).unwrap();
    }
    packer.finish().unwrap()
}

/// An XMP packet around the content of its description.
pub fn xmp(attributes: &str, properties: &str) -> String {
    format!(
        r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
        xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" {attributes}>
        {properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"#
    )
}

/// The pixels of a rendition.
pub fn shown(webp: &[u8]) -> RgbImage {
    image::load_from_memory_with_format(webp, ImageFormat::WebP).unwrap().into_rgb8()
}

/// Whether two colours look the same, after lossy packing.
pub fn close(a: Rgb<u8>, b: [u8; 3]) -> bool {
    a.0.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 12)
}
