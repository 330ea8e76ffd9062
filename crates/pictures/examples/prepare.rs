//! Prepares the files that are named and prints what came of each:
//! `cargo run --release -p pictures --example prepare -- FILE…`

#![expect(clippy::print_stdout, reason = "this is a tool for people at a terminal")]

fn main() -> std::io::Result<()> {
    let out = std::env::var_os("PICTURES_OUT").map(std::path::PathBuf::from);
    for path in std::env::args_os().skip(1).map(std::path::PathBuf::from) {
        let bytes = std::fs::read(&path)?;
        println!("{}", path.display());
        match pictures::prepare(&bytes, &pictures::WIDTHS) {
            Ok(prepared) => {
                println!(
                    "  {} × {} {:?}\n  {:?}\n  {:?}",
                    prepared.width,
                    prepared.height,
                    prepared.renditions,
                    prepared.facts,
                    prepared.facts.credit_line()
                );
                if let (Some(out), Some(widest)) = (&out, prepared.renditions.last()) {
                    std::fs::write(out.join(path.file_name().unwrap_or_default()).with_added_extension("webp"), &widest.webp)?;
                }
            }
            Err(error) => println!("  {error}"),
        }
    }
    Ok(())
}
