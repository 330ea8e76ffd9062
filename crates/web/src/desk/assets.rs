//! The desk's own style sheets and scripts. The editor's are made by `build.rs` from `crates/web/editor`.

use std::collections::HashMap;
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

use super::caller::Call;
use crate::ask::Trouble;
use crate::reply::Reply;

const ASSETS: &[(&str, &str, &[u8])] = &[
    ("desk.css", "text/css; charset=utf-8", include_bytes!("assets/desk.css")),
    ("desk.js", "text/javascript; charset=utf-8", include_bytes!("assets/desk.js")),
    ("editor.css", "text/css; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/editor.css"))),
    ("editor.licences.txt", "text/plain; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/editor.licences.txt"))),
    ("editor.js", "text/javascript; charset=utf-8", include_bytes!(concat!(env!("OUT_DIR"), "/editor.js"))),
];

/// The address of each, which changes with what it says.
static ADDRESSES: LazyLock<HashMap<&str, String>> = LazyLock::new(|| {
    let address = |(name, _, bytes): &(&'static str, &str, &[u8])| {
        let hash: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let (stem, ending) = name.split_once('.').unwrap_or((name, ""));
        (*name, format!("/desk/assets/{stem}.{hash}.{ending}"))
    };
    ASSETS.iter().map(address).collect()
});

pub(crate) fn address(name: &str) -> String {
    ADDRESSES.get(name).cloned().unwrap_or_default()
}

/// `GET /desk/assets/{file}`.
pub(crate) fn show(call: &Call) -> Result<Reply, Trouble> {
    let found = ASSETS.iter().find(|(name, ..)| address(name) == call.path).ok_or(Trouble::NotFound)?;
    Ok(Reply::file(found.1, found.2.to_vec()))
}
