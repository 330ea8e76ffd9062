//! The demonstration paper's pictures: thirty scenes in the manner of two-ink
//! linocuts, drawn by program. The same scene always gives the same pixels.
//!
//! `print` is the press (plates, paper, ink), `shape` and `tone` are what is
//! cut into a plate, `people` and `athletes` are the figures; the other modules
//! are scenes.

mod athletes;
mod chart;
mod city;
mod crowd;
mod depot;
mod diamond;
mod hillrun;
mod hills;
mod indoors;
mod land;
mod litre;
mod noise;
mod people;
mod pitch;
mod pool;
mod print;
mod quay;
mod range;
mod relief;
mod sea;
mod shape;
mod stage;
mod street;
mod tone;

use print::{BLUE, Ink, OCHRE, Print, RED};

/// A finished picture: eight-bit red, green and blue, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Three bytes for each pixel.
    pub rgb: Vec<u8>,
}

impl Drawing {
    /// The picture as a PNG file.
    pub fn png(&self) -> Vec<u8> {
        use image::ImageEncoder;
        let mut out = Vec::new();
        let done = image::codecs::png::PngEncoder::new(&mut out).write_image(&self.rgb, self.width, self.height, image::ExtendedColorType::Rgb8);
        // Writing to memory fails only if `rgb` was tampered with: no file.
        if done.is_err() {
            out.clear();
        }
        out
    }
}

type Draw = fn(&mut Print);

struct Scene {
    size: (u32, u32),
    colours: &'static [Ink],
    draw: Draw,
}

const fn scene(size: (u32, u32), colours: &'static [Ink], draw: Draw) -> Scene {
    Scene { size, colours, draw }
}

/// Three to two, sixteen to nine, four to three.
const WIDE: (u32, u32) = (1600, 1067);
const FILM: (u32, u32) = (1600, 900);
const FULL: (u32, u32) = (1600, 1200);

const NAMES: [&str; 30] = [
    "harbour-dawn",
    "council-hall",
    "ballot-boxes",
    "rain-market",
    "bridge-night",
    "tram-depot",
    "seawall-waves",
    "street-lamps",
    "petition-square",
    "container-cranes",
    "shipyard-hull",
    "fish-auction",
    "solar-roofs",
    "summit-tables",
    "mountain-rail",
    "desert-observatory",
    "flooded-fields",
    "theatre-stage",
    "bookshop-window",
    "pottery-kiln",
    "film-projector",
    "drum-dancers",
    "archery-target",
    "marathon-hill",
    "swimmer-lanes",
    "baseball-diamond",
    "goal-mouth",
    "strait-map",
    "price-chart",
    "district-map",
];

const SCENES: [Scene; 30] = [
    scene(WIDE, &[OCHRE, RED], sea::harbour_dawn),
    scene(WIDE, &[OCHRE, BLUE], city::council_hall),
    scene(WIDE, &[RED], indoors::ballot_boxes),
    scene(WIDE, &[RED, BLUE], street::rain_market),
    scene(FILM, &[BLUE, OCHRE], city::bridge_night),
    scene(WIDE, &[OCHRE, RED], depot::tram_depot),
    scene(WIDE, &[BLUE], sea::seawall_waves),
    scene(FULL, &[OCHRE, BLUE], street::street_lamps),
    scene(WIDE, &[RED, OCHRE], crowd::petition_square),
    scene(WIDE, &[RED, BLUE], quay::container_cranes),
    scene(WIDE, &[RED, OCHRE], quay::shipyard_hull),
    scene(WIDE, &[BLUE, OCHRE], crowd::fish_auction),
    scene(WIDE, &[OCHRE, BLUE], hills::solar_roofs),
    scene(WIDE, &[RED, BLUE], indoors::summit_tables),
    scene(WIDE, &[BLUE, RED], hills::mountain_rail),
    scene(WIDE, &[BLUE, OCHRE], land::desert_observatory),
    scene(FILM, &[BLUE, RED], land::flooded_fields),
    scene(WIDE, &[RED, OCHRE], stage::theatre_stage),
    scene(WIDE, &[OCHRE, RED], street::bookshop_window),
    scene(WIDE, &[RED, OCHRE], land::pottery_kiln),
    scene(WIDE, &[BLUE], stage::film_projector),
    scene(WIDE, &[RED, BLUE], stage::drum_dancers),
    scene(WIDE, &[RED, BLUE], range::archery_target),
    scene(WIDE, &[OCHRE, RED], hillrun::marathon_hill),
    scene(WIDE, &[BLUE, RED], pool::swimmer_lanes),
    scene(WIDE, &[OCHRE, BLUE], diamond::baseball_diamond),
    scene(WIDE, &[RED, BLUE], pitch::goal_mouth),
    scene(WIDE, &[RED, BLUE], chart::strait_map),
    scene(WIDE, &[RED, OCHRE], litre::price_chart),
    scene(WIDE, &[OCHRE, BLUE], relief::district_map),
];

/// The names of all scenes.
pub fn scenes() -> &'static [&'static str] {
    &NAMES
}

/// Draws a scene, or nothing if there is none of that name.
pub fn draw(scene: &str) -> Option<Drawing> {
    let at = NAMES.iter().position(|name| *name == scene)?;
    let s = SCENES.get(at)?;
    let mut print = Print::new(scene, s.size.0, s.size.1, s.colours);
    (s.draw)(&mut print);
    Some(print.pull())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luma(d: &Drawing) -> Vec<f32> {
        let (w, h) = (d.width as usize, d.height as usize);
        let mut sum = vec![0.0f32; 256];
        let mut count = vec![0.0f32; 256];
        for y in (0..h).step_by(3) {
            for x in (0..w).step_by(3) {
                let p = (y * w + x) * 3;
                let l = 0.3 * f32::from(d.rgb[p]) + 0.59 * f32::from(d.rgb[p + 1]) + 0.11 * f32::from(d.rgb[p + 2]);
                let cell = (y * 16 / h) * 16 + x * 16 / w;
                sum[cell] += l;
                count[cell] += 1.0;
            }
        }
        sum.iter().zip(count).map(|(s, c)| s / c).collect()
    }

    #[test]
    fn every_scene_draws_and_no_two_are_alike() {
        assert_eq!(scenes().len(), 30);
        assert!(draw("no-such-scene").is_none());
        let mut seen: Vec<(&str, Vec<f32>)> = Vec::new();
        for (i, name) in scenes().iter().enumerate() {
            let d = draw(name).expect("drawn");
            assert_eq!((d.width, d.height), SCENES[i].size, "{name}");
            assert!(d.width >= d.height, "{name} is no portrait");
            assert_eq!(d.rgb.len(), (d.width * d.height * 3) as usize, "{name}");
            let l = luma(&d);
            let mean = l.iter().sum::<f32>() / 256.0;
            let spread = (l.iter().map(|v| (v - mean).powi(2)).sum::<f32>() / 256.0).sqrt();
            assert!(spread > 12.0, "{name} has tones: {spread}");
            for (other, m) in &seen {
                let far = l.iter().zip(m).map(|(a, b)| (a - b).abs()).sum::<f32>() / 256.0;
                assert!(far > 14.0, "{name} and {other}: {far}");
            }
            seen.push((name, l));
        }
    }

    #[test]
    fn a_scene_is_the_same_twice() {
        // One of each sort: what they are drawn with is the same for all.
        for name in scenes().iter().step_by(5) {
            assert!(draw(name) == draw(name), "{name}");
        }
    }

    #[test]
    fn a_png_reads_back() {
        let d = draw("harbour-dawn").expect("drawn");
        let back = image::load_from_memory(&d.png()).expect("a PNG").to_rgb8();
        assert_eq!(back.into_raw(), d.rgb);
    }
}
