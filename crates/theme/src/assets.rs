use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

/// A file that pages refer to: style sheet, script, picture, font.
#[derive(Debug, Clone)]
pub struct Asset {
    /// What is sent.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub content_type: &'static str,
    /// Sixteen hexadecimal digits of its SHA-256; stands in its path, and serves as ETag.
    pub hash: String,
    /// Where it stands: `/assets/masthead-0123456789abcdef.css`. What is asked for by this path never changes.
    pub path: String,
}

/// All assets by name, and their names by hashed path.
#[derive(Debug, Clone, Default)]
pub(crate) struct Assets {
    by_name: BTreeMap<String, Asset>,
    names: BTreeMap<String, String>,
}

impl Assets {
    pub(crate) fn built_in() -> Self {
        let mut assets = Self::default();
        assets.put("masthead.css", include_bytes!("../assets/masthead.css").to_vec());
        assets.put("reader.js", include_bytes!("../assets/reader.js").to_vec());
        assets.put("favicon.svg", include_bytes!("../assets/favicon.svg").to_vec());
        assets
    }

    /// Adds an asset, or replaces the one of this name.
    pub(crate) fn put(&mut self, name: &str, bytes: Vec<u8>) {
        let hash: String = Sha256::digest(&bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let path = match name.rsplit_once('.') {
            Some((stem, ending)) => format!("/assets/{stem}-{hash}.{ending}"),
            None => format!("/assets/{name}-{hash}"),
        };
        let asset = Asset { bytes, content_type: content_type(name), hash, path: path.clone() };
        if let Some(old) = self.by_name.insert(name.to_owned(), asset) {
            self.names.remove(&old.path);
        }
        self.names.insert(path, name.to_owned());
    }

    /// By name, or by path with or without its hash.
    pub(crate) fn get(&self, path: &str) -> Option<&Asset> {
        let name = path.trim_start_matches('/').trim_start_matches("assets/");
        match self.names.get(&format!("/assets/{name}")) {
            Some(name) => self.by_name.get(name),
            None => self.by_name.get(name),
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &Asset)> {
        self.by_name.iter().map(|(name, asset)| (name.as_str(), asset))
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
