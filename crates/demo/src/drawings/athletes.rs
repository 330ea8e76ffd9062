//! Athletes: limbs, trunks and shoes joint by joint, for figures that stand
//! large in a scene and need more muscle than those of `people`.

use super::print::{K, Print};
use super::shape::{Pt, Shape, blob, taper};

/// A bone with flesh on it: from `a` to `b`, bulging to its left by `bulge`.
pub fn bone(a: Pt, b: Pt, bulge: f32, widths: &[f32]) -> Shape {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let len = dx.hypot(dy).max(1.0);
    let at = |t: f32, off: f32| (a.0 + dx * t + dy / len * off, a.1 + dy * t - dx / len * off);
    taper(&[a, at(0.4, bulge), b], widths)
}

/// A leg of a person `s` pixels tall, with a shoe from the ankle to the toe;
/// the calf bulges to the side given by the sign of `calf`.
pub fn leg(hip: Pt, knee: Pt, ankle: Pt, toe: Pt, s: f32, calf: f32) -> Shape {
    bone(hip, knee, -calf * 0.008 * s, &[0.118 * s, 0.112 * s, 0.07 * s])
        .and(bone(knee, ankle, calf * 0.016 * s, &[0.066 * s, 0.082 * s, 0.05 * s, 0.04 * s]))
        .and(shoe(ankle, toe, s))
}

/// A shoe.
pub fn shoe(ankle: Pt, toe: Pt, s: f32) -> Shape {
    let (dx, dy) = (toe.0 - ankle.0, toe.1 - ankle.1);
    let heel = (ankle.0 - dx * 0.32, ankle.1 - dy * 0.32 + 0.012 * s * if dx.abs() > dy.abs() { 1.0 } else { 0.0 });
    taper(&[heel, (ankle.0 + dx * 0.4, ankle.1 + dy * 0.4 + 0.008 * s), toe], &[0.046 * s, 0.05 * s, 0.03 * s])
}

/// An arm with a fist.
pub fn arm(shoulder: Pt, elbow: Pt, hand: Pt, s: f32) -> Shape {
    bone(shoulder, elbow, 0.0, &[0.078 * s, 0.072 * s, 0.054 * s]).and(bone(elbow, hand, 0.0, &[0.055 * s, 0.056 * s, 0.036 * s])).oval(
        hand.0,
        hand.1,
        0.026 * s,
        0.026 * s,
    )
}

/// A trunk from the neck to the hip: `chest` and `seat` are half widths.
pub fn trunk(neck: Pt, hip: Pt, chest: f32, waist: f32, seat: f32) -> Shape {
    let (dx, dy) = (hip.0 - neck.0, hip.1 - neck.1);
    let len = dx.hypot(dy).max(1.0);
    let at = |t: f32, off: f32| (neck.0 + dx * t + dy / len * off, neck.1 + dy * t - dx / len * off);
    blob(&[
        at(-0.04, 0.0),
        at(0.05, chest * 0.75),
        at(0.22, chest * 1.04),
        at(0.62, waist),
        at(0.95, seat),
        at(1.08, 0.0),
        at(0.95, -seat),
        at(0.62, -waist),
        at(0.22, -chest * 1.04),
        at(0.05, -chest * 0.75),
    ])
}

/// Prints a body part: `air` carved round it, a black contour, then black by a
/// tone and a colour plate, if any.
pub fn part(p: &mut Print, shape: &Shape, air: f32, colour: Option<usize>, tone: impl Fn(f32, f32) -> f32) {
    p.clear(&shape.grown(air + 3.5));
    p.ink(K, &shape.grown(3.5), super::tone::flat);
    p.clear(shape);
    if let Some(plate) = colour {
        p.ink(plate, shape, super::tone::flat);
    }
    p.ink(K, shape, tone);
}
