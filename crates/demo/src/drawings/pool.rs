//! The pool: a swimmer comes home in the fourth lane, under a roof that leaks.

use super::athletes::{bone, part};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, curve, line, oval, poly, rect, taper};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, water};

/// The vanishing point of the lanes.
const VX: f32 = 830.0;
const VY: f32 = 372.0;

/// A place on the water: `u` lanes right of the middle, `t` the distance (1 at
/// the wall, small far off).
fn at(u: f32, t: f32) -> (f32, f32) {
    (VX + u * 470.0 * t, VY + 560.0 * t)
}

/// A swimmer in the fourth lane, the bucket at its end.
pub fn swimmer_lanes(p: &mut Print) {
    hall(p);
    // The water.
    let far = 0.075;
    let (fl, fr) = (at(-4.0, far), at(4.0, far));
    let basin = poly(&[fl, fr, at(4.0, 1.2), at(-4.0, 1.2)]);
    p.clear(&basin.grown(4.0));
    p.ink(A, &basin, k(0.72));
    p.ink(K, &basin, water(VY + 20.0, 4.0, 0.42, down(VY, 0.42, 950.0, 0.3)));
    p.gouge(&basin, water(VY + 14.0, 7.0, 0.5, down(VY, -0.1, 950.0, 0.12)));
    // Light from the far windows on the water.
    for u in [-1.5f32, 0.0, 1.5] {
        let glow = poly(&[at(u - 0.5, far), at(u + 0.5, far), at(u + 0.2, 0.6), at(u - 0.2, 0.6)]);
        p.gouge(&glow, water(VY + 14.0, 6.0, 0.4, down(VY + 40.0, 0.5, VY + 330.0, 0.0)));
    }
    for u in [-3.5, 3.5, -2.5, 2.5, -1.5, 1.5, -0.5, 0.5] {
        rope(p, u);
    }
    // Others, behind, in their lanes.
    for (u, t) in [(-1.0, 0.36), (1.0, 0.29), (2.0, 0.24), (-2.0, 0.2)] {
        let (x, y) = at(u, t);
        let s = t * 520.0;
        let wash = blob(&[
            (x - s * 0.5, y + s * 0.06),
            (x - s * 0.2, y - s * 0.1),
            (x + s * 0.2, y - s * 0.12),
            (x + s * 0.5, y + s * 0.05),
            (x, y + s * 0.16),
        ]);
        p.ink(K, &wash.grown(3.0), flat);
        p.clear(&wash);
        let body = oval(x, y - s * 0.04, s * 0.13, s * 0.14)
            .and(taper(&[(x + s * 0.16, y), (x + s * 0.36, y - s * 0.3), (x + s * 0.24, y - s * 0.44)], &[s * 0.13, s * 0.1, s * 0.06]));
        p.figure(&body, 2.5);
    }
    swimmer(p);
    deck(p);
}

/// Roof, trusses, windows and the stand at the side.
fn hall(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    p.cut(K, &rect(0.0, 0.0, p.w, 420.0), rays(VX, VY, 150.0, 0.2, around(VX, VY, 120.0, 0.35, 900.0, 0.16)));
    // The end wall with its tall windows.
    let wall = rect(VX - 290.0, 130.0, 580.0, 290.0);
    p.figure(&wall, 4.0);
    for i in 0..7 {
        let x = VX - 266.0 + 78.0 * i as f32;
        let win = rect(x, 170.0, 62.0, 176.0);
        p.clear(&win);
        p.ink(A, &win, down(170.0, 0.55, 346.0, 0.0));
        p.ink(
            K,
            &line(&[(x + 31.0, 170.0), (x + 31.0, 346.0)], 4.0)
                .and(line(&[(x, 228.0), (x + 62.0, 228.0)], 4.0))
                .and(line(&[(x, 288.0), (x + 62.0, 288.0)], 4.0)),
            flat,
        );
    }
    // Trusses, far to near: a pair of chords with a zigzag between them.
    for i in (0..5).rev() {
        let t = 0.42f32.powf(i as f32 * 0.42);
        let y0 = VY - 560.0 * t;
        let (x0, x1) = (VX - 1250.0 * t, VX + 1250.0 * t);
        let deep = 150.0 * t;
        let mut truss = line(&[(x0, y0), (x1, y0)], 20.0 * t).and(line(&[(x0, y0 + deep), (x1, y0 + deep)], 16.0 * t));
        for j in 0..20 {
            let a = x0 + (x1 - x0) * j as f32 / 20.0;
            let b = x0 + (x1 - x0) * (j + 1) as f32 / 20.0;
            let (ya, yb) = if j % 2 == 0 { (y0, y0 + deep) } else { (y0 + deep, y0) };
            truss = truss.line(&[(a, ya), (b, yb)], 9.0 * t);
        }
        for side in [x0 + 60.0 * t, x1 - 60.0 * t] {
            truss = truss.line(&[(side, y0), (side, VY + 250.0 * t)], 26.0 * t);
        }
        p.figure(&truss, 2.0 + 3.0 * t);
        p.cut(K, &line(&[(x0, y0 + deep - 2.0), (x1, y0 + deep - 2.0)], 3.0 * t), flat);
    }
}

/// A lane rope: floats in two colours.
fn rope(p: &mut Print, u: f32) {
    let mut t = 0.08f32;
    let mut n = 0;
    while t < 1.15 {
        let next = t * 1.075 + 0.002;
        let (a, b) = (at(u, t), at(u, t + (next - t) * 0.8));
        let float = taper(&[a, b], &[19.0 * t + 1.5, 19.0 * next + 1.5]);
        p.put(K, &float.grown(1.5 + 3.0 * t));
        p.clear(&float);
        if n % 4 < 2 {
            p.ink(B, &float, flat);
        }
        n += 1;
        t = next;
    }
}

/// The swimmer, coming at us.
fn swimmer(p: &mut Print) {
    let (x, y) = (820.0, 668.0);
    // Bow wave and wash.
    let mut foam = Shape::new();
    for i in 0..46 {
        let a = i as f32 / 46.0 * std::f32::consts::TAU;
        let r = p.rng.range(13.0, 34.0);
        foam = foam.oval(x + a.cos() * p.rng.range(150.0, 205.0), y + 36.0 + a.sin() * p.rng.range(26.0, 52.0), r * 1.5, r * 0.7);
    }
    foam = foam.oval(x, y + 30.0, 190.0, 52.0);
    p.ink(K, &foam.grown(5.0), flat);
    p.clear(&foam);
    p.ink(A, &foam.clone().place(0.0, 14.0, 1.0, 1.0), super::tone::dots(40.0, 9.0, down(y, 0.0, y + 100.0, 0.4)));
    // Body behind the head: shoulders, back.
    let back = blob(&[
        (x - 118.0, y + 44.0),
        (x - 96.0, y - 20.0),
        (x - 30.0, y - 50.0),
        (x + 60.0, y - 58.0),
        (x + 128.0, y - 30.0),
        (x + 140.0, y + 40.0),
        (x, y + 60.0),
    ]);
    part(p, &back, 4.0, None, lines(20.0, 10.0, 0.25, across(x - 120.0, 0.3, x + 130.0, 0.95)));
    p.figure(&taper(&[(x - 60.0, y - 30.0), (x - 40.0, y + 30.0)], &[22.0, 26.0]), 3.0);
    p.figure(&taper(&[(x + 86.0, y - 44.0), (x + 66.0, y + 30.0)], &[24.0, 28.0]), 3.0);
    // The recovering arm: high elbow at our right, the hand reaching forward.
    let (elbow, wrist) = ((x + 222.0, y - 138.0), (x + 284.0, y - 8.0));
    let upper = bone((x + 92.0, y), elbow, 6.0, &[80.0, 70.0, 44.0]);
    part(p, &upper, 5.0, None, lines(40.0, 10.0, 0.25, down(y - 150.0, 0.08, y + 20.0, 0.8)));
    let fore = bone((elbow.0 - 2.0, elbow.1 - 4.0), wrist, 8.0, &[42.0, 48.0, 40.0, 27.0]);
    part(p, &fore, 4.0, None, lines(-28.0, 9.0, 0.25, across(x + 222.0, 0.8, x + 310.0, 0.2)));
    let mut hand = blob(&[(x + 270.0, y - 6.0), (x + 298.0, y - 14.0), (x + 316.0, y + 22.0), (x + 310.0, y + 40.0), (x + 282.0, y + 34.0)]);
    for (u, v) in [(288.0, 84.0), (303.0, 92.0), (318.0, 86.0), (332.0, 70.0)] {
        hand = hand.and(bone((x + 286.0 + (u - 288.0) * 0.55, y + 28.0), (x + u, y + v), 0.0, &[17.0, 15.0, 10.0]));
    }
    hand = hand.and(bone((x + 276.0, y + 4.0), (x + 262.0, y + 46.0), 0.0, &[18.0, 15.0, 10.0]));
    part(p, &hand, 3.0, None, lines(-28.0, 9.0, 0.2, across(x + 270.0, 0.6, x + 330.0, 0.0)));
    let drops = [
        (210.0, -50.0, 7.0),
        (236.0, -20.0, 9.0),
        (222.0, 14.0, 6.0),
        (346.0, 34.0, 8.0),
        (340.0, -10.0, 5.0),
        (362.0, 12.0, 4.0),
        (250.0, 36.0, 5.0),
    ];
    for (dx, dy, r) in drops {
        let d = oval(x + dx, y + dy, r * 0.8, r * 1.2);
        p.put(K, &d.grown(3.0));
        p.clear(&d);
    }
    // The other arm, reaching towards us under the surface.
    let reach = taper(&[(x - 98.0, y + 18.0), (x - 132.0, y + 80.0), (x - 128.0, y + 150.0)], &[62.0, 54.0, 40.0]).and(blob(&[
        (x - 150.0, y + 146.0),
        (x - 106.0, y + 142.0),
        (x - 100.0, y + 196.0),
        (x - 122.0, y + 218.0),
        (x - 148.0, y + 200.0),
    ]));
    p.clear(&reach.grown(3.0));
    p.ink(A, &reach, k(0.35));
    p.ink(K, &reach, water(VY + 20.0, 4.0, 0.4, k(0.42)));
    let shoulder = bone((x - 84.0, y + 6.0), (x - 140.0, y + 52.0), 0.0, &[66.0, 66.0, 56.0]);
    part(p, &shoulder, 4.0, None, lines(40.0, 10.0, 0.25, across(x - 170.0, 0.15, x - 70.0, 0.8)));
    // Head: cap, goggles, the mouth open to the air.
    let head = oval(x, y + 4.0, 64.0, 76.0);
    part(p, &head, 6.0, None, lines(80.0, 9.0, 0.2, across(x - 10.0, 0.02, x + 64.0, 0.85)));
    let cap = blob(&[
        (x - 67.0, y - 8.0),
        (x - 58.0, y - 62.0),
        (x, y - 86.0),
        (x + 58.0, y - 62.0),
        (x + 67.0, y - 8.0),
        (x + 30.0, y - 28.0),
        (x - 30.0, y - 28.0),
    ]);
    part(p, &cap, 3.0, Some(B), lines(70.0, 10.0, 0.2, across(x - 20.0, -0.05, x + 64.0, 0.85)));
    for side in [-1.0f32, 1.0] {
        let lens = oval(x + side * 26.0, y - 4.0, 20.0, 14.0);
        p.clear(&lens.grown(4.0));
        p.ink(K, &lens, flat);
        p.cut(K, &taper(&[(x + side * 26.0 - 10.0, y - 6.0), (x + side * 26.0, y - 11.0)], &[4.0, 3.0]), flat);
    }
    p.ink(
        K,
        &line(&[(x - 8.0, y - 5.0), (x + 8.0, y - 5.0)], 5.0)
            .and(line(&[(x - 64.0, y - 10.0), (x - 44.0, y - 6.0)], 6.0))
            .and(line(&[(x + 64.0, y - 10.0), (x + 44.0, y - 6.0)], 6.0)),
        flat,
    );
    p.ink(K, &oval(x + 2.0, y + 46.0, 17.0, 11.0).and(curve(&[(x - 8.0, y + 22.0), (x, y + 28.0), (x + 9.0, y + 22.0)], 4.0)), flat);
    // Water at the chin.
    let mut lip = Shape::new();
    for i in 0..13 {
        let u = -1.0 + i as f32 / 6.0;
        let r = p.rng.range(13.0, 24.0);
        lip = lip.oval(x + u * 150.0, y + 84.0 - 20.0 * u * u + p.rng.range(-6.0, 6.0), r * 1.7, r * 0.8);
    }
    p.ink(K, &lip.grown(4.0), flat);
    p.clear(&lip);
    for (dx, dy, r) in [(-180.0, 10.0, 8.0), (-210.0, -14.0, 5.0), (-150.0, -30.0, 6.0), (-240.0, 8.0, 4.0)] {
        p.put(K, &oval(x + dx, y + dy, r, r).grown(3.0));
        p.clear(&oval(x + dx, y + dy, r, r));
    }
}

/// The near deck: tiles, the starting block of lane four, the bucket.
fn deck(p: &mut Print) {
    let edge = 905.0;
    let deck = rect(0.0, edge, p.w, 200.0);
    p.figure(&deck, 5.0);
    p.clear(&rect(0.0, edge + 8.0, p.w, 26.0));
    p.ink(K, &rect(0.0, edge + 8.0, p.w, 26.0), lines(90.0, 26.0, 0.02, k(0.14)));
    p.cut(K, &rect(0.0, edge + 44.0, p.w, 200.0), rays(VX, VY, 110.0, 0.1, k(0.1)));
    for y in [968.0, 1016.0] {
        p.clear(&line(&[(0.0, y), (p.w, y)], 3.5));
    }
    p.cut(K, &rect(0.0, edge + 44.0, p.w, 200.0), flecks(0.0, 70.0, 14.0, k(0.22)));
    // Drips from the roof into the bucket.
    let (bx, by) = (1010.0, 836.0);
    for (y, r) in [(250.0, 6.0), (420.0, 7.0), (600.0, 8.0), (742.0, 9.0)] {
        let drop = poly(&[(bx, y - r * 2.6), (bx + r, y), (bx - r, y)]).and(oval(bx, y, r, r));
        p.put(K, &drop.grown(3.0));
        p.clear(&drop);
    }
    p.clear(&oval(bx, 1002.0, 128.0, 22.0));
    p.ink(A, &oval(bx, 1002.0, 128.0, 22.0), k(0.8));
    let handle = curve(&[(bx - 88.0, by + 10.0), (bx - 70.0, by + 78.0), (bx, by + 104.0), (bx + 70.0, by + 78.0), (bx + 88.0, by + 10.0)], 7.0);
    let bucket = poly(&[(bx - 92.0, by), (bx + 92.0, by), (bx + 66.0, by + 166.0), (bx - 66.0, by + 166.0)]).and(oval(bx, by + 166.0, 66.0, 16.0));
    part(p, &bucket, 6.0, Some(B), lines(88.0, 11.0, 0.2, across(bx - 60.0, -0.05, bx + 90.0, 0.85)));
    let mouth = oval(bx, by, 94.0, 23.0);
    p.put(K, &mouth.grown(5.0));
    p.clear(&oval(bx, by + 5.0, 84.0, 16.0).outline(4.0));
    p.clear(&oval(bx, by + 7.0, 40.0, 7.0).outline(3.0));
    p.figure(&handle, 3.0);
}
