use quick_xml::NsReader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};

use crate::{Facts, date, text};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const XMP_RIGHTS: &str = "http://ns.adobe.com/xap/1.0/rights/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const IPTC_CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";

/// The deepest nesting that is followed; what is asked for stands at five.
const MAX_DEPTH: usize = 64;
/// The most bytes that are gathered for one value, and the most values of one list.
const MAX_TEXT: usize = 16_000;
const MAX_ITEMS: usize = 200;

/// A property that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Property {
    Description,
    Creator,
    Rights,
    Terms,
    Instructions,
    Subject,
    Credit,
    Source,
    Headline,
    DateCreated,
    AltText,
}

/// A property while it is read: its values so far, each with its language.
struct Open {
    property: Property,
    depth: usize,
    text: String,
    items: Vec<(Option<String>, String)>,
    language: Option<String>,
    in_item: bool,
}

/// The facts in an XMP packet (XMP part 1, section 7: RDF in XML). What comes before a break in it
/// counts.
///
/// Entities that the document itself declares are not expanded, so none can grow.
pub(crate) fn facts(packet: &[u8]) -> Facts {
    let packet = String::from_utf8_lossy(packet);
    let mut reader = NsReader::from_str(packet.trim_matches('\0'));
    let mut facts = Facts::default();
    // Depth counts open elements. `description` is that of the description at the top whose children
    // are the properties: others, deeper, describe other pictures that this one was made from.
    let (mut depth, mut rdf, mut description) = (0usize, None, None);
    let mut open: Option<Open> = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(ref element) | Event::Empty(ref element) => {
                let (namespace, local) = reader.resolver().resolve_element(element.name());
                let (namespace, local) = (uri(&namespace), local.into_inner());
                depth += 1;
                if depth > MAX_DEPTH {
                    break;
                }
                if let Some(open) = &mut open {
                    if namespace == RDF && local == "li" && !open.in_item {
                        open.in_item = true;
                        open.text.clear();
                        open.language = language(element);
                    }
                } else if namespace == RDF && local == "RDF" {
                    rdf = Some(depth);
                } else if namespace == RDF && local == "Description" && description.is_none() && rdf == Some(depth - 1) {
                    description = Some(depth);
                    attributes(element, &reader, &mut facts);
                } else if description == Some(depth - 1)
                    && let Some(property) = property(namespace, local)
                {
                    open = Some(Open { property, depth, text: String::new(), items: Vec::new(), language: None, in_item: false });
                }
                if matches!(event, Event::Empty(_)) {
                    close(&mut depth, &mut rdf, &mut description, &mut open, &mut facts);
                }
            }
            Event::End(_) => close(&mut depth, &mut rdf, &mut description, &mut open, &mut facts),
            Event::Text(text) => gather(&mut open, &text.xml10_content()),
            Event::CData(text) => gather(&mut open, &text.xml10_content()),
            Event::GeneralRef(reference) => gather(&mut open, &resolved(&reference)),
            _ => {}
        }
    }
    facts
}

/// Goes one level up, and keeps what is complete by that.
fn close(depth: &mut usize, rdf: &mut Option<usize>, description: &mut Option<usize>, open: &mut Option<Open>, facts: &mut Facts) {
    if let Some(current) = open {
        if current.depth == *depth {
            if let Some(done) = open.take() {
                keep(done, facts);
            }
        } else if current.in_item && current.depth + 2 == *depth && current.items.len() < MAX_ITEMS {
            // An item stands in a list, which stands in the property.
            current.in_item = false;
            let text = std::mem::take(&mut current.text);
            current.items.push((current.language.take(), text));
        }
    }
    if *description == Some(*depth) {
        *description = None;
    }
    if *rdf == Some(*depth) {
        *rdf = None;
    }
    *depth = depth.saturating_sub(1);
}

fn gather(open: &mut Option<Open>, text: &str) {
    if let Some(open) = open {
        let room = MAX_TEXT.saturating_sub(open.text.len());
        open.text.push_str(&text[..text.floor_char_boundary(room)]);
    }
}

/// A character reference or one of the five entities of XML; any other is left out.
fn resolved(reference: &BytesRef<'_>) -> String {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => c.to_string(),
        _ => resolve_predefined_entity(reference).unwrap_or_default().to_owned(),
    }
}

fn uri<'a>(namespace: &ResolveResult<'a>) -> &'a str {
    match namespace {
        ResolveResult::Bound(Namespace(uri)) => uri,
        _ => "",
    }
}

fn property(namespace: &str, local: &str) -> Option<Property> {
    Some(match (namespace, local) {
        (DC, "description") => Property::Description,
        (DC, "creator") => Property::Creator,
        (DC, "rights") => Property::Rights,
        (DC, "subject") => Property::Subject,
        (XMP_RIGHTS, "UsageTerms") => Property::Terms,
        (PHOTOSHOP, "Instructions") => Property::Instructions,
        (PHOTOSHOP, "Credit") => Property::Credit,
        (PHOTOSHOP, "Source") => Property::Source,
        (PHOTOSHOP, "Headline") => Property::Headline,
        (PHOTOSHOP, "DateCreated") => Property::DateCreated,
        (IPTC_CORE, "AltTextAccessibility") => Property::AltText,
        _ => return None,
    })
}

fn language(element: &BytesStart<'_>) -> Option<String> {
    let attribute = element.try_get_attribute("xml:lang").ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// The properties that are written as attributes of their description (XMP part 1, section 7.9.2.2).
fn attributes(element: &BytesStart<'_>, reader: &NsReader<&[u8]>, facts: &mut Facts) {
    for attribute in element.attributes().with_checks(false).flatten() {
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        if let Some(property) = property(uri(&namespace), local.into_inner())
            && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
        {
            set(facts, property, vec![(None, value.into_owned())]);
        }
    }
}

fn keep(open: Open, facts: &mut Facts) {
    let items = if open.items.is_empty() { vec![(None, open.text)] } else { open.items };
    set(facts, open.property, items);
}

/// Keeps a property's values: all of a list, and of alternatives by language the default one.
fn set(facts: &mut Facts, property: Property, items: Vec<(Option<String>, String)>) {
    if property == Property::Subject {
        items.iter().filter_map(|(_, value)| text::tidy(value)).for_each(|keyword| facts.add_keyword(keyword));
        return;
    }
    let value = if property == Property::Creator {
        Facts::people(items.iter().filter_map(|(_, value)| text::tidy(value)).collect())
    } else {
        let default = items.iter().find(|(language, _)| language.as_deref() == Some("x-default"));
        default.and_then(|(_, value)| text::tidy(value)).or_else(|| items.iter().find_map(|(_, value)| text::tidy(value)))
    };
    let Some(value) = value else { return };
    match property {
        Property::Description => Facts::fill(&mut facts.caption, value),
        Property::Creator => Facts::fill(&mut facts.byline, value),
        Property::Rights => Facts::fill(&mut facts.copyright, value),
        Property::Terms => Facts::fill(&mut facts.terms, value),
        Property::Instructions => Facts::fill(&mut facts.instructions, value),
        Property::Credit => Facts::fill(&mut facts.credit, value),
        Property::Source => Facts::fill(&mut facts.source, value),
        Property::Headline => Facts::fill(&mut facts.headline, value),
        Property::AltText => Facts::fill(&mut facts.alt, value),
        Property::DateCreated => {
            if let Some(date) = date::iso(&value) {
                Facts::fill(&mut facts.date, date);
            }
        }
        Property::Subject => {}
    }
}
