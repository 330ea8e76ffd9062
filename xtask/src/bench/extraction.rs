//! How well the text of articles is found in the pages of public benchmarks.

use anyhow::{Result, bail};

use crate::commands::{cargo, root, succeed};

pub fn run(words: &[&str]) -> Result<()> {
    let folder = match words {
        [] => root().join("../shared/data/extraction"),
        [folder] => folder.into(),
        _ => bail!("name one folder with the benchmarks' pages"),
    };
    if !folder.is_dir() {
        bail!("{} is not there; name the folder with the benchmarks' pages", folder.display());
    }
    succeed(cargo(&["run", "--release", "--package", "exchange", "--example", "extraction", "--"]).arg(folder))
}
