//! Tones: how much ink lies at a point. A tone is any function of a place to
//! a coverage of 0..1; the carved ones are families of lines (straight,
//! radiating, in rings, following a ground line) whose thickness follows a
//! second function, the darkness.

use super::noise::{cell, field, strip};

/// Full ink everywhere.
pub fn flat(_x: f32, _y: f32) -> f32 {
    1.0
}

/// The same darkness everywhere.
pub fn k(v: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |_, _| v
}

fn mix(a: f32, b: f32, t: f32) -> f32 {
    let t = t.clamp(0.0, 1.0);
    a + (b - a) * t
}

/// From `v0` at height `y0` to `v1` at height `y1`.
pub fn down(y0: f32, v0: f32, y1: f32, v1: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |_, y| mix(v0, v1, (y - y0) / (y1 - y0))
}

/// From `v0` at `x0` to `v1` at `x1`.
pub fn across(x0: f32, v0: f32, x1: f32, v1: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, _| mix(v0, v1, (x - x0) / (x1 - x0))
}

/// From `v0` at radius `r0` to `v1` at radius `r1` round a centre.
pub fn around(cx: f32, cy: f32, r0: f32, v0: f32, r1: f32, v1: f32) -> impl Fn(f32, f32) -> f32 + Copy {
    move |x, y| mix(v0, v1, ((x - cx).hypot(y - cy) - r0) / (r1 - r0))
}

/// Coverage of a line family at phase `u`: `along` is the place along the
/// line in units of one swelling, `pitch` the distance of lines in pixels.
fn stroke(u: f32, along: f32, pitch: f32, dark: f32, rough: f32, seed: u32) -> f32 {
    let i = u.floor();
    let d = dark + rough * strip(i as i32, along + cell(i as i32, 7, seed) * 9.0, seed);
    let half = d * 0.5 * pitch;
    let off = (u - i - 0.5).abs() * pitch;
    (half - off + 0.5).clamp(0.0, 1.0)
}

/// Straight parallel lines at an angle in degrees.
pub fn lines(deg: f32, pitch: f32, rough: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    let (s, c) = deg.to_radians().sin_cos();
    move |x, y| {
        let along = x * c + y * s;
        let u = (y * c - x * s) / pitch + 0.35 * field(x / 160.0, y / 160.0, 5);
        stroke(u, along / (pitch * 9.0), pitch, dark(x, y), rough, 11)
    }
}

/// Concentric rings.
pub fn rings(cx: f32, cy: f32, pitch: f32, rough: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let r = (x - cx).hypot(y - cy);
        let a = (y - cy).atan2(x - cx);
        let u = r / pitch + 0.3 * field(x / 150.0, y / 150.0, 6);
        stroke(u, a * 6.0, pitch, dark(x, y), rough, 13)
    }
}

/// `n` rays from a centre; between them more rays begin as they spread.
pub fn rays(cx: f32, cy: f32, n: f32, rough: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let r = (x - cx).hypot(y - cy).max(1.0);
        let a = (y - cy).atan2(x - cx) / std::f32::consts::TAU;
        let step = std::f32::consts::TAU / n;
        // Where rays stand more than about 22 px apart the count doubles, each
        // ray in its own place.
        let apart = 17.0 + 16.0 * cell(((a + 0.5) * n).floor() as i32, 1, 29);
        let double = ((r * step / apart).max(1.0)).log2().floor().exp2();
        let u = (a + 0.5) * n * double + 0.15 * field(x / 90.0, y / 90.0, 8);
        stroke(u, r / 130.0, r * step / double, dark(x, y), rough, 17)
    }
}

/// Water under a horizon: level lines that widen towards the viewer and waver.
pub fn water(top: f32, pitch: f32, rough: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    let grow = 0.028;
    move |x, y| {
        let d = (y - top).max(0.0);
        let p = pitch + grow * d;
        let u = (1.0 + grow * d / pitch).ln() / grow + 0.8 * field(x / (p * 7.0), y / (p * 2.5), 9) + 0.25 * (x / (p * 3.0)).sin();
        stroke(u, x / (p * 8.0), p, dark(x, y), rough, 19)
    }
}

/// Lines that run beside a ground line y = f(x).
pub fn follow(f: impl Fn(f32) -> f32, pitch: f32, rough: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let u = (y - f(x)) / pitch + 0.4 * field(x / 120.0, y / 120.0, 10);
        stroke(u, x / (pitch * 8.0), pitch, dark(x, y), rough, 23)
    }
}

/// A halftone screen of round dots.
pub fn dots(deg: f32, pitch: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    let (s, c) = deg.to_radians().sin_cos();
    move |x, y| {
        let (u, v) = ((x * c + y * s) / pitch, (y * c - x * s) / pitch);
        let d = dark(x, y).clamp(0.0, 1.0);
        let (du, dv) = (u - u.floor() - 0.5, v - v.floor() - 0.5);
        let off = du.hypot(dv) * pitch;
        let r = if d < 0.005 { -1.0 } else { (d / std::f32::consts::PI).sqrt() * 1.12 * pitch };
        (r - off + 0.5).clamp(0.0, 1.0)
    }
}

/// Short scattered gouge marks, `w` by `h` apart, lying at an angle.
pub fn flecks(deg: f32, w: f32, h: f32, dark: impl Fn(f32, f32) -> f32) -> impl Fn(f32, f32) -> f32 {
    let (s, c) = deg.to_radians().sin_cos();
    move |x, y| {
        let v = (y * c - x * s) / h;
        let row = v.floor() as i32;
        let u = (x * c + y * s) / w + cell(row, 3, 31);
        let col = u.floor() as i32;
        let (fu, fv) = (u - u.floor() - 0.5, v - v.floor() - 0.5);
        if cell(col, row, 33) > dark(x, y) {
            return 0.0;
        }
        let len = 0.28 + 0.2 * cell(col, row, 35);
        let thick = 0.32 * (1.0 - (fu / len).powi(2)).max(0.0);
        ((thick - fv.abs()) * h + 0.3).clamp(0.0, 1.0)
    }
}

/// Brickwork: the bricks are ink, the joints are not.
pub fn bricks(w: f32, h: f32, gap: f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let v = y / h;
        let row = v.floor();
        let shift = if (row as i32) & 1 == 0 { 0.0 } else { 0.5 };
        let u = x / w + shift;
        let fu = (0.5 - (u - u.floor() - 0.5).abs()) * w;
        let fv = (0.5 - (v - row - 0.5).abs()) * h;
        let c = cell(u.floor() as i32, row as i32, 41);
        if c < 0.12 {
            return 0.0;
        }
        (fu.min(fv) - gap * (0.5 + c) + 0.5).clamp(0.0, 1.0)
    }
}
