//! Where each kind of file keeps its metadata. Nothing is interpreted here, only found.

pub(crate) mod hex;
pub(crate) mod jpeg;
pub(crate) mod png;
pub(crate) mod webp;

use std::borrow::Cow;

use crate::sniff::Kind;

/// The longest block of metadata that is read, in bytes, unpacked: captions are small, and what is
/// larger is thumbnails and editing histories, or a bomb.
pub(crate) const MAX_BLOCK: usize = 2 << 20;

/// The most blocks of one kind that are read.
const MAX_BLOCKS: usize = 16;

/// The metadata of a file, as it lies there.
#[derive(Debug, Default)]
pub(crate) struct Blocks<'a> {
    /// A TIFF structure with EXIF fields; of a TIFF file the file itself.
    pub(crate) exif: Option<Cow<'a, [u8]>>,
    /// XMP packets, in the order of the file.
    pub(crate) xmp: Vec<Cow<'a, [u8]>>,
    /// Photoshop's image resources (8BIM), joined.
    pub(crate) resources: Vec<u8>,
    /// IPTC IIM data sets that stand outside of image resources.
    pub(crate) iim: Vec<u8>,
}

impl<'a> Blocks<'a> {
    /// Finds them in a file of this kind.
    pub(crate) fn find(bytes: &'a [u8], kind: Kind) -> Blocks<'a> {
        match kind {
            Kind::Jpeg => jpeg::blocks(bytes),
            Kind::Png => png::blocks(bytes),
            Kind::WebP => webp::blocks(bytes),
            Kind::Tiff => Blocks { exif: Some(bytes.into()), ..Blocks::default() },
            Kind::Gif | Kind::Bmp => Blocks::default(),
        }
    }

    fn add_xmp(&mut self, packet: impl Into<Cow<'a, [u8]>>) {
        let packet = packet.into();
        if self.xmp.len() < MAX_BLOCKS && packet.len() <= MAX_BLOCK {
            self.xmp.push(packet);
        }
    }

    fn add_resources(&mut self, resources: &[u8]) {
        if self.resources.len() + resources.len() <= MAX_BLOCK {
            self.resources.extend_from_slice(resources);
        }
    }
}
