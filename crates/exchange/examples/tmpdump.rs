//! tmp
#![allow(clippy::print_stdout, missing_docs)]
fn main() {
    for f in std::env::args().skip(1) {
        let b = std::fs::read(&f).unwrap();
        match exchange::page::read(&b, &exchange::Hints { languages: vec![model::Language::ENGLISH, model::Language::KOREAN] }) {
            Ok(found) => {
                println!("== {f}\nH: {}\ncredits {:?} {:?} {:?}\nsection {:?} topics {:?}\nsite {:?} canonical {:?} lang {:?} lead {:?} notes {:?}", found.headline, found.credits, found.published, found.updated, found.section, found.topics, found.site, found.canonical, found.language, found.lead, found.notes);
                for p in &found.pictures { println!("PIC {:?} {:?} {:?}", p.source.as_deref().map(|s| s.chars().take(100).collect::<String>()), p.captions, p.credit); }
                for b in &found.body { println!("{}", match &b.kind { model::Kind::Paragraph{text} => format!("P {}", text.to_plain()), k => { let s = format!("{k:?}"); let l = b.lines().join(" // "); format!("{} :: {}", s.chars().take(60).collect::<String>(), l) } }.chars().take(300).collect::<String>()); }
            }
            Err(e) => println!("== {f}\nERR {e:?}"),
        }
    }
}
