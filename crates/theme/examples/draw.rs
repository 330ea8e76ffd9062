//! Writes every sample page and every asset into a folder, to be looked at through a small static server:
//! `cargo run -p theme --example draw -- FOLDER`. Pictures are looked for under `FOLDER/media`.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use model::Language;
use theme::{Theme, sample};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args_os().skip(1);
    let folder = PathBuf::from(args.next().unwrap_or_else(|| "pages".into()));
    let theme = match args.next() {
        Some(overlay) => Theme::with_overlay(&PathBuf::from(overlay))?,
        None => Theme::built_in(),
    };
    fs::create_dir_all(folder.join("assets"))?;
    for (_, asset) in theme.assets() {
        fs::write(folder.join(asset.path.trim_start_matches('/')), &asset.bytes)?;
    }
    for language in [Language::ENGLISH, Language::KOREAN] {
        for (name, page) in sample::all(language, &theme) {
            let file = format!("{name}.{language}.html");
            let html = theme.draw_sample(&page)?;
            writeln!(std::io::stdout(), "{file} {}", html.len())?;
            fs::write(folder.join(file), html)?;
        }
    }
    for problem in theme.check() {
        writeln!(std::io::stderr(), "{}:{}: {}", problem.template, problem.line, problem.message)?;
    }
    Ok(())
}
