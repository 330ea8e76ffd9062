//! The press: a sheet of paper and up to three ink plates. Shapes are inked
//! onto plates and carved out of them; `pull` prints the plates onto paper
//! with grain, slight misregistration and a hand-cut edge.

use super::Drawing;
use super::noise::{Rng, cell, field};
use super::shape::Shape;
use tiny_skia::{FillRule, Mask, Transform};

/// A colour as red, green, blue.
pub type Ink = [u8; 3];

/// The key plate's ink.
pub const BLACK: Ink = [0x1d, 0x1b, 0x19];
/// Deep red.
pub const RED: Ink = [0x9c, 0x2f, 0x23];
/// Slate blue.
pub const BLUE: Ink = [0x3b, 0x55, 0x66];
/// Ochre.
pub const OCHRE: Ink = [0xc9, 0x97, 0x3f];
const PAPER: Ink = [0xf3, 0xec, 0xdc];

/// The key (black) plate.
pub const K: usize = 0;
/// The first colour plate.
pub const A: usize = 1;
/// The second colour plate.
pub const B: usize = 2;

/// A sheet in the making.
pub struct Print {
    /// Width in pixels.
    pub w: f32,
    /// Height in pixels.
    pub h: f32,
    /// The scene's own numbers.
    pub rng: Rng,
    wide: usize,
    high: usize,
    inks: Vec<Ink>,
    plates: Vec<Vec<u8>>,
    scratch: Option<Mask>,
    seed: u32,
}

impl Print {
    /// Clean plates for a sheet: black, then the colours.
    pub fn new(name: &str, wide: u32, high: u32, colours: &[Ink]) -> Self {
        let mut rng = Rng::named(name);
        let seed = rng.next();
        let mut inks = vec![BLACK];
        inks.extend_from_slice(colours);
        let (w, h) = (wide as usize, high as usize);
        Self {
            w: wide as f32,
            h: high as f32,
            rng,
            wide: w,
            high: h,
            plates: vec![vec![0; w * h]; inks.len()],
            inks,
            scratch: Mask::new(wide, high),
            seed,
        }
    }

    /// Visits every covered pixel of a shape: plane index, place, coverage.
    fn cover(&mut self, shape: &Shape, mut visit: impl FnMut(&mut [Vec<u8>], usize, f32, f32, f32)) {
        let Some(mut mask) = self.scratch.take() else { return };
        let (mut x0, mut y0, mut x1, mut y1) = (f32::MAX, f32::MAX, f32::MIN, f32::MIN);
        for path in &shape.0 {
            let b = path.bounds();
            x0 = x0.min(b.left());
            y0 = y0.min(b.top());
            x1 = x1.max(b.right());
            y1 = y1.max(b.bottom());
            mask.fill_path(path, FillRule::Winding, true, Transform::identity());
        }
        let clip = |v: f32, max: usize| v.clamp(0.0, max as f32) as usize;
        let (x0, x1) = (clip(x0 - 2.0, self.wide), clip(x1 + 3.0, self.wide));
        let (y0, y1) = (clip(y0 - 2.0, self.high), clip(y1 + 3.0, self.high));
        let wide = self.wide;
        let data = mask.data_mut();
        for y in y0..y1 {
            for x in x0..x1 {
                let i = y * wide + x;
                if data[i] > 0 {
                    visit(&mut self.plates, i, x as f32, y as f32, f32::from(data[i]) / 255.0);
                    data[i] = 0;
                }
            }
        }
        self.scratch = Some(mask);
    }

    /// Lays ink of one plate on a shape, by a tone.
    pub fn ink(&mut self, plate: usize, shape: &Shape, tone: impl Fn(f32, f32) -> f32) {
        self.cover(shape, |plates, i, x, y, c| {
            let v = f32::from(plates[plate][i]);
            plates[plate][i] = (v + (255.0 - v) * c * tone(x, y).clamp(0.0, 1.0)) as u8;
        });
    }

    /// Carves ink off one plate within a shape, by a tone.
    pub fn cut(&mut self, plate: usize, shape: &Shape, tone: impl Fn(f32, f32) -> f32) {
        self.cover(shape, |plates, i, x, y, c| {
            let v = f32::from(plates[plate][i]);
            plates[plate][i] = (v * (1.0 - c * tone(x, y).clamp(0.0, 1.0))) as u8;
        });
    }

    /// Carves a shape out of every plate.
    pub fn clear(&mut self, shape: &Shape) {
        self.cover(shape, |plates, i, _, _, c| {
            for p in plates.iter_mut() {
                p[i] = (f32::from(p[i]) * (1.0 - c)) as u8;
            }
        });
    }

    /// Carves a tone of a shape out of every plate.
    pub fn gouge(&mut self, shape: &Shape, tone: impl Fn(f32, f32) -> f32) {
        self.cover(shape, |plates, i, x, y, c| {
            let t = 1.0 - c * tone(x, y).clamp(0.0, 1.0);
            for p in plates.iter_mut() {
                p[i] = (f32::from(p[i]) * t) as u8;
            }
        });
    }

    /// Clears a shape and inks it flat on one plate.
    pub fn put(&mut self, plate: usize, shape: &Shape) {
        self.clear(shape);
        self.ink(plate, shape, super::tone::flat);
    }

    /// A black silhouette with a carved edge of `air` pixels round it.
    pub fn figure(&mut self, shape: &Shape, air: f32) {
        if air > 0.0 {
            self.clear(&shape.grown(air));
        }
        self.put(K, shape);
    }

    /// The whole sheet as a shape.
    pub fn sheet(&self) -> Shape {
        super::shape::rect(0.0, 0.0, self.w, self.h)
    }

    /// Prints the plates.
    pub fn pull(self) -> Drawing {
        let (w, h, seed) = (self.wide, self.high, self.seed);
        let shifts = [(0.0f32, 0.0f32), (2.6, -1.8), (-1.9, 2.3)];
        let mut rgb = Vec::with_capacity(w * h * 3);
        let (wf, hf) = (w as f32, h as f32);
        for y in 0..h {
            for x in 0..w {
                let (fx, fy) = (x as f32, y as f32);
                // Paper: fine grain and a slow cloudiness.
                let grain = cell(x as i32 / 2, y as i32 / 2, seed) - 0.5;
                let cloud = field(fx / 210.0, fy / 210.0, seed ^ 1);
                let fibre = field(fx / 26.0, fy / 5.0, seed ^ 2);
                let light = 1.0 + 0.022 * grain + 0.010 * cloud + 0.008 * fibre;
                let mut c = PAPER.map(|v| f32::from(v) * light);
                // The hand-cut edge of the block.
                let wob = 5.0 * field(fx / 60.0, fy / 60.0, seed ^ 3) + 1.5 * field(fx / 9.0, fy / 9.0, seed ^ 4);
                let edge = fx.min(fy).min(wf - 1.0 - fx).min(hf - 1.0 - fy) - 20.0 + wob;
                if edge > -4.0 {
                    let jx = 1.1 * field(fx / 7.0, fy / 7.0, seed ^ 5);
                    let jy = 1.1 * field(fx / 7.0, fy / 7.0, seed ^ 6);
                    let speck = field(fx / 2.6, fy / 2.6, seed ^ 7);
                    let dry = 0.80 + 0.14 * field(fx / 70.0, fy / 70.0, seed ^ 8);
                    for (n, plate) in self.plates.iter().enumerate().rev() {
                        let (sx, sy) = shifts[n.min(2)];
                        let cov = sample(plate, w, h, fx + jx + sx, fy + jy + sy);
                        if cov <= 0.004 {
                            continue;
                        }
                        let pin = ((speck - dry) * 6.0).clamp(0.0, 1.0) * if n == 0 { 0.55 } else { 0.8 };
                        let body = if n == 0 { 0.97 } else { 0.93 + 0.05 * fibre };
                        let e = (edge - sx.abs() + 0.5).clamp(0.0, 1.0);
                        let a = cov * (1.0 - pin) * body * e;
                        for (v, ink) in c.iter_mut().zip(self.inks[n]) {
                            // Colours overprint: half multiply, half cover.
                            let over = f32::from(ink);
                            let mult = *v * over / 243.0;
                            let to = if n == 0 { over } else { 0.35 * over + 0.65 * mult };
                            *v += (to - *v) * a;
                        }
                    }
                }
                rgb.extend(c.map(|v| v.clamp(0.0, 255.0) as u8));
            }
        }
        Drawing { width: w as u32, height: h as u32, rgb }
    }
}

/// Samples a plate between pixels.
fn sample(plate: &[u8], w: usize, h: usize, x: f32, y: f32) -> f32 {
    let x = x.clamp(0.0, w as f32 - 1.001);
    let y = y.clamp(0.0, h as f32 - 1.001);
    let (xi, yi) = (x as usize, y as usize);
    let (fx, fy) = (x - xi as f32, y - yi as f32);
    let i = yi * w + xi;
    let at = |j: usize| plate.get(j).copied().map_or(0.0, f32::from);
    let top = at(i) + (at(i + 1) - at(i)) * fx;
    let low = at(i + w) + (at(i + w + 1) - at(i + w)) * fx;
    (top + (low - top) * fy) / 255.0
}
