//! Writes every drawing (or the named ones) as PNG into a folder.

use std::io::Write;

fn main() -> std::io::Result<()> {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().unwrap_or_else(|| "drawings".into()));
    let named: Vec<String> = args.collect();
    std::fs::create_dir_all(&folder)?;
    for scene in demo::drawings::scenes() {
        if !named.is_empty() && !named.iter().any(|n| n == scene) {
            continue;
        }
        if let Some(drawing) = demo::drawings::draw(scene) {
            std::fs::write(folder.join(format!("{scene}.png")), drawing.png())?;
            writeln!(std::io::stdout(), "{scene}")?;
        }
    }
    Ok(())
}
