//! Small deterministic noise: an integer hash, value noise, and a seeded
//! generator. Nothing here looks at the clock.

/// Mixes two integers and a seed into 32 well-spread bits.
pub fn hash(x: i32, y: i32, seed: u32) -> u32 {
    let mut h = (x as u32).wrapping_mul(0x9e37_79b1).wrapping_add((y as u32).wrapping_mul(0x85eb_ca77)).wrapping_add(seed.wrapping_mul(0xc2b2_ae3d));
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    h = h.wrapping_mul(0x297a_2d39);
    h ^ (h >> 15)
}

/// A number in 0..1 for a cell.
pub fn cell(x: i32, y: i32, seed: u32) -> f32 {
    (hash(x, y, seed) >> 8) as f32 / 16_777_216.0
}

fn ease(t: f32) -> f32 {
    t * t * (3.0 - 2.0 * t)
}

/// One-dimensional value noise in -1..1 along `t`, a separate strip for each
/// `row`.
pub fn strip(row: i32, t: f32, seed: u32) -> f32 {
    let i = t.floor();
    let f = ease(t - i);
    let a = cell(i as i32, row, seed);
    let b = cell(i as i32 + 1, row, seed);
    (a + (b - a) * f) * 2.0 - 1.0
}

/// Two-dimensional value noise in -1..1.
pub fn field(x: f32, y: f32, seed: u32) -> f32 {
    let (xi, yi) = (x.floor(), y.floor());
    let (fx, fy) = (ease(x - xi), ease(y - yi));
    let (xi, yi) = (xi as i32, yi as i32);
    let a = cell(xi, yi, seed);
    let b = cell(xi + 1, yi, seed);
    let c = cell(xi, yi + 1, seed);
    let d = cell(xi + 1, yi + 1, seed);
    let top = a + (b - a) * fx;
    let low = c + (d - c) * fx;
    (top + (low - top) * fy) * 2.0 - 1.0
}

/// A small generator (xorshift) seeded by a name.
#[derive(Debug, Clone)]
pub struct Rng(u32);

impl Rng {
    /// Seeds the generator from a name.
    pub fn named(name: &str) -> Self {
        let mut h = 0x811c_9dc5u32;
        for b in name.bytes() {
            h = (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
        }
        Self(h | 1)
    }

    /// Thirty-two bits.
    pub fn next(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// A number between `a` and `b`.
    pub fn range(&mut self, a: f32, b: f32) -> f32 {
        a + (b - a) * ((self.next() >> 8) as f32 / 16_777_216.0)
    }

    /// An index below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n.max(1)
    }

    /// True with a chance of `p`.
    pub fn chance(&mut self, p: f32) -> bool {
        self.range(0.0, 1.0) < p
    }
}
