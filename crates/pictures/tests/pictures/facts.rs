use image::ImageFormat;
use pictures::{Facts, WIDTHS, prepare};

use crate::fixtures::{
    encoded, iim, jpeg, packed_zeros, png, quarters, resources, tiff_fields, with_chunk, with_exif, with_iim, with_segment, with_xmp, xmp,
};

const DESCRIPTION: u16 = 0x010e;
const ARTIST: u16 = 0x013b;
const COPYRIGHT: u16 = 0x8298;
const UTF8: (u8, u8, &[u8]) = (1, 90, b"\x1b%G");

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn of_xmp(attributes: &str, properties: &str) -> Facts {
    Facts::read(&with_xmp(&jpeg(8, 8), &xmp(attributes, properties)))
}

fn of_iim(sets: &[(u8, u8, &[u8])]) -> Facts {
    Facts::read(&with_iim(&jpeg(8, 8), &iim(sets)))
}

#[test]
fn xmp_is_believed_before_iim_and_iim_before_exif() {
    let bytes = with_exif(&jpeg(8, 8), &tiff_fields(1, &[(DESCRIPTION, b"exif"), (ARTIST, b"exif"), (COPYRIGHT, b"exif\0editor")]));
    let bytes = with_iim(&bytes, &iim(&[(2, 120, b"iim"), (2, 80, b"iim")]));
    let bytes = with_xmp(&bytes, &xmp(r#"photoshop:Credit="xmp""#, "<dc:description>xmp</dc:description>"));
    let facts = prepare(&bytes, &WIDTHS).unwrap().facts;
    let expected = Facts { caption: some("xmp"), byline: some("iim"), copyright: some("exif, editor"), credit: some("xmp"), ..Facts::default() };
    assert_eq!(facts, expected);
}

#[test]
fn xmp_is_read_from_elements_and_lists() {
    let facts = of_xmp(
        "",
        r#"<dc:description><rdf:Alt><rdf:li xml:lang="en">An English caption</rdf:li>
           <rdf:li xml:lang="x-default">시민들이 &quot;광장&quot;에 &#xBAA8;여 &amp; 있다</rdf:li></rdf:Alt></dc:description>
           <dc:creator><rdf:Seq><rdf:li>Kim</rdf:li><rdf:li> Lee </rdf:li><rdf:li>Kim</rdf:li></rdf:Seq></dc:creator>
           <dc:rights><rdf:Alt><rdf:li xml:lang="ko">© 연합뉴스</rdf:li></rdf:Alt></dc:rights>
           <xmpRights:UsageTerms xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"><rdf:Alt><rdf:li xml:lang="x-default">Korea only</rdf:li></rdf:Alt></xmpRights:UsageTerms>
           <photoshop:Instructions>No crop</photoshop:Instructions>
           <dc:subject><rdf:Bag><rdf:li>a</rdf:li><rdf:li/><rdf:li>b</rdf:li><rdf:li>a</rdf:li></rdf:Bag></dc:subject>
           <photoshop:Source>Yonhap
             News</photoshop:Source><photoshop:Headline><![CDATA[A <b> & c]]></photoshop:Headline>
           <photoshop:DateCreated>2017-05-29T17:19:21-05:00</photoshop:DateCreated>
           <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A square</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"#,
    );
    let expected = Facts {
        caption: some("시민들이 \"광장\"에 모여 & 있다"),
        credit: None,
        byline: some("Kim, Lee"),
        source: some("Yonhap News"),
        copyright: some("© 연합뉴스"),
        terms: some("Korea only"),
        instructions: some("No crop"),
        headline: some("A <b> & c"),
        keywords: vec!["a".to_owned(), "b".to_owned()],
        date: some("2017-05-29T17:19:21-05:00"),
        alt: some("A square"),
    };
    assert_eq!(facts, expected);
}

#[test]
fn xmp_is_read_from_attributes_and_under_any_prefix() {
    let facts = of_xmp(r#"xmlns:ps="http://ns.adobe.com/photoshop/1.0/" ps:Credit="A &amp; B" ps:Headline="C" Headline="no""#, "");
    assert_eq!((facts.credit, facts.headline), (some("A & B"), some("C")));
}

#[test]
fn what_xmp_says_of_other_pictures_is_not_taken() {
    let facts = of_xmp(
        "",
        r#"<xmpMM:Ingredients xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"><rdf:Bag><rdf:li><rdf:Description photoshop:Credit="other">
           <dc:description>other</dc:description></rdf:Description></rdf:li></rdf:Bag></xmpMM:Ingredients><photoshop:Credit>mine</photoshop:Credit>"#,
    );
    assert_eq!(facts, Facts { credit: some("mine"), ..Facts::default() });
}

#[test]
fn xml_bombs_are_harmless() {
    let lol: String = (1..12).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let bomb = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">{lol}]>")
        + &xmp(r#"photoshop:Source="&l11;""#, "<photoshop:Credit>a&l11;&f;b</photoshop:Credit>");
    let facts = Facts::read(&with_xmp(&jpeg(8, 8), &bomb));
    assert_eq!(facts, Facts { credit: some("ab"), ..Facts::default() });
    // What is nested beyond reason ends the reading, and keeps what came before.
    let deep = xmp("", &format!("<photoshop:Credit>a</photoshop:Credit>{}", "<a>".repeat(15_000)));
    assert_eq!(Facts::read(&with_xmp(&jpeg(8, 8), &deep)).credit, some("a"));
    let long = xmp("", &format!("<dc:description>{}</dc:description>", "long ".repeat(9_000)));
    let caption = Facts::read(&with_xmp(&jpeg(8, 8), &long)).caption.unwrap();
    assert!(caption.starts_with("long long") && (3_900..=4_000).contains(&caption.len()), "{}", caption.len());
}

#[test]
fn iim_is_read_in_every_encoding_that_newsrooms_have() {
    let facts = of_iim(&[
        UTF8,
        (2, 120, "대통령이\r\n말하고 있다".as_bytes()),
        (2, 80, b"Kim"),
        (2, 80, b"Lee"),
        (2, 110, b"AP"),
        (2, 115, b"Yonhap"),
        (2, 116, "© 2020".as_bytes()),
        (2, 40, b"Embargo lifted"),
        (2, 105, b"Headline"),
        (2, 25, b"one"),
        (2, 25, b"two"),
        (2, 55, b"20200131"),
        (2, 60, b"101112+0900"),
        (3, 120, b"no"),
    ]);
    let expected = Facts {
        caption: some("대통령이 말하고 있다"),
        credit: some("AP"),
        byline: some("Kim, Lee"),
        source: some("Yonhap"),
        copyright: some("© 2020"),
        terms: None,
        instructions: some("Embargo lifted"),
        headline: some("Headline"),
        keywords: vec!["one".to_owned(), "two".to_owned()],
        date: some("2020-01-31T10:11:12+09:00"),
        alt: None,
    };
    assert_eq!(facts, expected);
    assert_eq!(of_iim(&[(2, 120, b"Z\xfcrich \xa9")]).caption, some("Zürich ©"));
    assert_eq!(of_iim(&[(2, 120, b"\xbc\xad\xbf\xef \xbd\xc3\xb9\xce")]).caption, some("서울 시민"));
    assert_eq!(of_iim(&[UTF8, (2, 120, b"Z\xfcrich")]).caption, some("Zürich"));
    assert_eq!(of_iim(&[(2, 55, b"20200131")]).date, some("2020-01-31"));
}

#[test]
fn iim_may_be_long_split_or_broken() {
    let caption = [b"\x1c\x02\x78\x80\x04\0\0\0\x05hello".as_slice(), &iim(&[(2, 110, b"AP")]), b"\x1c\x02\x50\xff\xff"].concat();
    let facts = Facts::read(&with_iim(&jpeg(8, 8), &caption));
    assert_eq!((facts.caption, facts.credit, facts.byline), (some("hello"), some("AP"), None));
    // One resource over two segments, cut in the middle.
    let all = resources(&iim(&[(2, 110, b"Reuters"), (2, 80, b"Kim")]));
    let (first, second) = all.split_at(35);
    let bytes = with_segment(&with_segment(&jpeg(8, 8), 0xed, b"Photoshop 3.0\0", second), 0xed, b"Photoshop 3.0\0", first);
    assert_eq!(Facts::read(&bytes).credit_line(), some("Kim/Reuters"));
}

#[test]
fn exif_is_read_in_either_byte_order_and_harmless_when_it_lies() {
    // Most byte first: a directory that names another, in which the time stands apart and the zone within.
    let tiff = [
        b"MM\0*\0\0\0\x08".as_slice(),
        b"\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0",
        b"\0\x02\x90\x03\0\x02\0\0\0\x14\0\0\0\x38\x90\x11\0\x02\0\0\0\x02Z\0\0\0\0\0\0\0",
        b"2024:01:02 03:04:05\0",
    ]
    .concat();
    assert_eq!(Facts::read(&with_exif(&jpeg(8, 8), &tiff)).date, some("2024-01-02T03:04:05Z"));
    let mut lies = tiff_fields(1, &[(ARTIST, b"Kim")]);
    lies[26..30].copy_from_slice(&u32::MAX.to_le_bytes());
    assert_eq!(Facts::read(&with_exif(&jpeg(8, 8), &lies)), Facts::default());
    // A whole file of zeros as its text.
    let mut zeros = tiff_fields(1, &[(DESCRIPTION, b"one")]);
    zeros.resize(8 << 20, 0);
    zeros[14..18].copy_from_slice(&(7u32 << 20).to_le_bytes());
    assert_eq!(Facts::read(&zeros).caption, some("one"));
}

#[test]
fn what_a_camera_wrote_gives_way_to_what_a_person_wrote() {
    let camera = with_exif(&jpeg(8, 8), &tiff_fields(1, &[(DESCRIPTION, b"OLYMPUS DIGITAL CAMERA         "), (ARTIST, b"   ")]));
    assert_eq!(Facts::read(&camera), Facts::default());
    let both = with_exif(&jpeg(8, 8), &tiff_fields(1, &[(DESCRIPTION, "서울 시민".as_bytes())]));
    let both = with_xmp(&both, &xmp("", "<dc:description>SONY DSC</dc:description>"));
    assert_eq!(Facts::read(&both).caption, some("서울 시민"));
}

#[test]
fn facts_are_read_from_png_webp_and_tiff_too() {
    let packet = xmp(r#"photoshop:Credit="AP""#, "");
    let facts = Facts { credit: some("AP"), ..Facts::default() };
    let plain = with_chunk(&png(8, 8), b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", packet.as_bytes()].concat());
    assert_eq!(prepare(&plain, &WIDTHS).unwrap().facts, facts);
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packer, packet.as_bytes()).unwrap();
    let packed = with_chunk(&png(8, 8), b"iTXt", &[&b"XML:com.adobe.xmp\0\x01\0en\0\0"[..], &packer.finish().unwrap()].concat());
    assert_eq!(prepare(&packed, &WIDTHS).unwrap().facts, facts);
    let bomb = with_chunk(&png(8, 8), b"iTXt", &[&b"XML:com.adobe.xmp\0\x01\0\0\0"[..], &packed_zeros(64 << 20)].concat());
    assert_eq!(Facts::read(&bomb), Facts::default());

    let fields = tiff_fields(1, &[(DESCRIPTION, b"caption"), (700, packet.as_bytes())]);
    let with_fields = with_chunk(&png(8, 8), b"eXIf", &fields);
    assert_eq!(prepare(&with_fields, &WIDTHS).unwrap().facts.caption, some("caption"));
    let mut tiff = encoded(&quarters(8, 8), ImageFormat::Tiff);
    assert_eq!(Facts::read(&tiff), Facts::default());
    tiff.splice(.., fields);
    assert_eq!(Facts::read(&tiff).caption, some("caption"));

    let mut webp = encoded(&quarters(8, 8), ImageFormat::WebP);
    let length = u32::try_from(packet.len()).unwrap();
    webp.extend([b"XMP ".as_slice(), &length.to_le_bytes(), packet.as_bytes()].concat());
    assert_eq!(Facts::read(&webp), facts);
}
