use crate::container::{Blocks, MAX_BLOCK};
use crate::{exif, guard, iim, sniff, text, xmp};

/// The most keywords that are kept.
const MAX_KEYWORDS: usize = 100;

/// What a picture's file says of it: each value one line of plain text, not escaped for anything.
///
/// Where several standards have a value, XMP is believed before IPTC IIM and IIM before EXIF.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What it shows: XMP `dc:description`, IIM 2:120, EXIF `ImageDescription`. Never what a camera
    /// writes there by itself.
    pub caption: Option<String>,
    /// Whom to name: `photoshop:Credit`, IIM 2:110.
    pub credit: Option<String>,
    /// Who took it, several joined by commas: `dc:creator`, IIM 2:80, EXIF `Artist`.
    pub byline: Option<String>,
    /// Who owns it or supplied it: `photoshop:Source`, IIM 2:115.
    pub source: Option<String>,
    /// The copyright notice: `dc:rights`, IIM 2:116, EXIF `Copyright`.
    pub copyright: Option<String>,
    /// What its owner allows: `xmpRights:UsageTerms`.
    pub terms: Option<String>,
    /// What the sender asks of whoever uses it: `photoshop:Instructions`, IIM 2:40.
    pub instructions: Option<String>,
    /// `photoshop:Headline`, IIM 2:105.
    pub headline: Option<String>,
    /// Each once: `dc:subject`, IIM 2:25.
    pub keywords: Vec<String>,
    /// When it was taken, in ISO 8601, with a time and a zone as far as they are known:
    /// `photoshop:DateCreated`, IIM 2:55 and 2:60, EXIF `DateTimeOriginal`.
    pub date: Option<String>,
    /// What is seen, for those who do not see it: `Iptc4xmpCore:AltTextAccessibility`.
    pub alt: Option<String>,
}

impl Facts {
    /// Reads the facts of a picture of any kind that [`prepare`](crate::prepare) takes. Never fails: what
    /// is broken is passed over, and of what is no picture nothing is known.
    pub fn read(bytes: &[u8]) -> Facts {
        guard::no_panic(|| Self::gather(bytes)).unwrap_or_default()
    }

    fn gather(bytes: &[u8]) -> Facts {
        let Ok(kind) = sniff::kind(bytes) else { return Facts::default() };
        let blocks = Blocks::find(bytes, kind);
        let fields = blocks.exif.as_deref().map(exif::fields).unwrap_or_default();
        let mut facts = Facts::default();
        for packet in blocks.xmp.iter().map(|packet| &packet[..]).chain(fields.xmp).filter(|packet| packet.len() <= MAX_BLOCK) {
            facts.add(xmp::facts(packet));
        }
        for resources in [&blocks.resources[..], fields.resources.unwrap_or_default()] {
            facts.add(iim::facts(&iim::in_resources(resources)));
        }
        for sets in [&blocks.iim[..], fields.iim.unwrap_or_default()] {
            facts.add(iim::facts(sets));
        }
        facts.add(fields.facts);
        facts
    }

    /// Takes from `other` what is not known yet.
    fn add(&mut self, other: Facts) {
        let mine = [&mut self.credit, &mut self.byline, &mut self.source, &mut self.copyright, &mut self.terms, &mut self.instructions];
        let theirs = [other.credit, other.byline, other.source, other.copyright, other.terms, other.instructions];
        let mine = mine.into_iter().chain([&mut self.headline, &mut self.date, &mut self.alt]);
        let theirs = theirs.into_iter().chain([other.headline, other.date, other.alt]);
        for (mine, theirs) in mine.zip(theirs) {
            if mine.is_none() {
                *mine = theirs;
            }
        }
        if self.caption.is_none() {
            self.caption = other.caption.filter(|caption| !text::is_placeholder(caption));
        }
        if self.keywords.is_empty() {
            self.keywords = other.keywords;
        }
    }

    /// Sets a value that is not set yet.
    pub(crate) fn fill(slot: &mut Option<String>, value: String) {
        slot.get_or_insert(value);
    }

    /// Several names as one, each once.
    pub(crate) fn people(names: Vec<String>) -> Option<String> {
        let mut each: Vec<String> = Vec::new();
        for name in names {
            if !each.contains(&name) {
                each.push(name);
            }
        }
        text::tidy(&each.join(", "))
    }

    /// Adds a keyword that is new, while there is room.
    pub(crate) fn add_keyword(&mut self, keyword: String) {
        if self.keywords.len() < MAX_KEYWORDS && !self.keywords.contains(&keyword) {
            self.keywords.push(keyword);
        }
    }

    /// What may be done with the picture: copyright notice, terms and instructions, as far as they are there, each once.
    pub fn rights_line(&self) -> Option<String> {
        let mut said: Vec<&str> = Vec::new();
        for text in [&self.copyright, &self.terms, &self.instructions].into_iter().flatten() {
            if !said.contains(&text.as_str()) {
                said.push(text);
            }
        }
        (!said.is_empty()).then(|| said.join("; "))
    }

    /// Whose the picture is, as it is to be printed: “Byline/Credit”; or whichever of credit, byline,
    /// source and copyright is there, in this order. A name that the other holds is not said twice.
    pub fn credit_line(&self) -> Option<String> {
        let holds = |whole: &str, part: &str| whole.to_lowercase().contains(&part.to_lowercase());
        match (&self.byline, &self.credit) {
            (Some(byline), Some(credit)) if holds(credit, byline) => Some(credit.clone()),
            (Some(byline), Some(credit)) if holds(byline, credit) => Some(byline.clone()),
            (Some(byline), Some(credit)) => Some(format!("{byline}/{credit}")),
            (byline, credit) => credit.as_ref().or(byline.as_ref()).or(self.source.as_ref()).or(self.copyright.as_ref()).cloned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(byline: &str, credit: &str, source: &str, copyright: &str) -> Facts {
        let some = |text: &str| text::tidy(text);
        Facts { byline: some(byline), credit: some(credit), source: some(source), copyright: some(copyright), ..Facts::default() }
    }

    #[test]
    fn a_credit_line_names_everybody_once() {
        let line = |facts: Facts| facts.credit_line().unwrap_or_default();
        assert_eq!(line(facts("Phil Cole", "Getty Images", "x", "y")), "Phil Cole/Getty Images");
        assert_eq!(line(facts("Mike Cardew", "© Mike Cardew/ZUMA Press", "", "")), "© Mike Cardew/ZUMA Press");
        assert_eq!(line(facts("Yonhap News", "YONHAP NEWS", "", "")), "YONHAP NEWS");
        assert_eq!(line(facts("Kim", "", "Yonhap", "")), "Kim");
        assert_eq!(line(facts("", "AP", "Yonhap", "")), "AP");
        assert_eq!(line(facts("", "", "Yonhap", "© 2020")), "Yonhap");
        assert_eq!(line(facts("", "", "", "© 2020")), "© 2020");
        assert_eq!(Facts::default().credit_line(), None);
        let rights = Facts { terms: Some("Once, in print".to_owned()), instructions: Some("© Lee".to_owned()), ..facts("", "", "", "© Lee") };
        assert_eq!(rights.rights_line().as_deref(), Some("© Lee; Once, in print"));
        assert_eq!(Facts::default().rights_line(), None);
    }
}
