//! A wall with a relief map of a hill district, and the kettle beneath it.

use super::athletes::part;
use super::noise::field;
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, smooth, taper};
use super::tone::{across, around, down, flat, k, lines, rings};

/// The map's edges: left, top, right, bottom.
const MAP: [f32; 4] = [250.0, 92.0, 1350.0, 700.0];

/// How high the land stands there; below nought is the sea.
fn height(x: f32, y: f32) -> f32 {
    let hill = |cx: f32, cy: f32, rx: f32, ry: f32, top: f32| top * (-((x - cx) / rx).powi(2) - ((y - cy) / ry).powi(2)).exp();
    hill(520.0, 270.0, 190.0, 150.0, 1.0)
        + hill(800.0, 235.0, 150.0, 120.0, 0.85)
        + hill(1010.0, 330.0, 140.0, 130.0, 0.62)
        + hill(690.0, 450.0, 170.0, 90.0, 0.42)
        + hill(380.0, 520.0, 130.0, 110.0, 0.4)
        + 0.07 * field(x / 70.0, y / 70.0, 51)
        + 0.43
        - 0.00026 * (x - 250.0)
        - 0.0007 * (y - 92.0).max(0.0)
}

fn slope(x: f32, y: f32) -> Pt {
    ((height(x + 3.0, y) - height(x - 3.0, y)) / 6.0, (height(x, y + 3.0) - height(x, y - 3.0)) / 6.0)
}

/// Level lines, every `step` of height, `wide` pixels thick, from `low` up.
fn levels(step: f32, wide: f32, low: f32) -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let h = height(x, y);
        let (dx, dy) = slope(x, y);
        let u = h / step;
        let off = (u - u.round()).abs() * step / dx.hypot(dy).max(0.0006);
        if h < low { 0.0 } else { (wide / 2.0 - off + 0.5).clamp(0.0, 1.0) }
    }
}

/// The relief map of Mirinae and the kettle.
pub fn district_map(p: &mut Print) {
    let all = p.sheet();
    p.ink(B, &all, k(0.42));
    p.ink(K, &all, lines(90.0, 25.0, 0.22, around(800.0, 420.0, 480.0, 0.3, 1050.0, 0.75)));
    let [l, t, r, b] = MAP;
    // The frame, with a shadow.
    p.ink(K, &rect(l - 20.0, t - 10.0, r - l + 86.0, b - t + 80.0), flat);
    let frame = rect(l - 46.0, t - 46.0, r - l + 92.0, b - t + 92.0);
    p.figure(&frame, 6.0);
    p.ink(A, &rect(l - 36.0, t - 36.0, r - l + 72.0, b - t + 72.0), flat);
    p.cut(K, &rect(l - 36.0, t - 36.0, r - l + 72.0, b - t + 72.0), lines(0.0, 11.0, 0.3, k(0.55)));
    let sheet = rect(l, t, r - l, b - t);
    p.put(K, &sheet.grown(7.0));
    p.clear(&sheet);
    land(p, &sheet);
    streets(p);
    table(p);
}

fn land(p: &mut Print, sheet: &Shape) {
    p.ink(A, sheet, |x, y| if height(x, y) > 0.0 { 0.12 + (height(x, y) * 5.0).floor() * 0.17 } else { 0.0 });
    p.ink(B, sheet, |x, y| if height(x, y) > 0.0 { 0.0 } else { 0.85 });
    // Shade on the slopes away from the light at the upper left.
    p.ink(
        K,
        sheet,
        lines(-52.0, 9.0, 0.2, |x, y| {
            let (dx, dy) = slope(x, y);
            if height(x, y) > 0.0 { (-(dx + dy) * 130.0).min(0.86) - 0.06 } else { -1.0 }
        }),
    );
    p.ink(K, sheet, levels(0.2, 3.2, 0.15));
    // The shore and its water lines.
    p.ink(K, sheet, |x, y| {
        let (dx, dy) = slope(x, y);
        let d = -height(x, y) / dx.hypot(dy).max(0.0006);
        let rings: [(f32, f32); 5] = [(0.0, 7.0), (14.0, 3.6), (28.0, 3.0), (45.0, 2.4), (66.0, 2.0)];
        rings.iter().map(|(at, w)| (w / 2.0 - (d - at).abs() + 0.5).clamp(0.0, 1.0)).fold(0.0, f32::max)
    });
}

/// Streets, stairs, houses, the ward's bounds and three pins.
fn streets(p: &mut Print) {
    let roads: [&[Pt]; 4] = [
        &[
            (252.0, 620.0),
            (420.0, 640.0),
            (560.0, 560.0),
            (700.0, 560.0),
            (860.0, 500.0),
            (1000.0, 520.0),
            (1090.0, 440.0),
            (1150.0, 250.0),
            (1180.0, 94.0),
        ],
        &[(560.0, 560.0), (540.0, 470.0), (600.0, 380.0), (660.0, 330.0), (670.0, 200.0), (640.0, 94.0)],
        &[(860.0, 500.0), (890.0, 420.0), (910.0, 330.0), (960.0, 200.0), (930.0, 94.0)],
        &[(252.0, 420.0), (330.0, 410.0), (420.0, 420.0), (540.0, 470.0)],
    ];
    for road in roads {
        let way = curve(road, 8.0);
        p.ink(K, &way.grown(3.0), flat);
        p.clear(&way);
    }
    // Stair streets: short treads up the slopes.
    for (a, b) in [
        ((430.0, 420.0), (470.0, 300.0)),
        ((650.0, 345.0), (560.0, 240.0)),
        ((905.0, 345.0), (830.0, 260.0)),
        ((1090.0, 455.0), (1030.0, 360.0)),
        ((690.0, 555.0), (700.0, 450.0)),
    ] {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let len = f32::hypot(dx, dy);
        let (nx, ny) = (-dy / len * 9.0, dx / len * 9.0);
        p.clear(&line(&[a, b], 20.0));
        let steps = (len / 8.0) as usize;
        for i in 0..=steps {
            let f = i as f32 / steps as f32;
            let (x, y) = (a.0 + dx * f, a.1 + dy * f);
            p.ink(K, &line(&[(x - nx, y - ny), (x + nx, y + ny)], 3.0), flat);
        }
    }
    // Houses beside the roads.
    for road in roads {
        let way = smooth(road, false);
        for pair in way.windows(2).step_by(3) {
            let (a, b) = (pair[0], pair[1]);
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let len = dx.hypot(dy).max(1.0);
            for side in [-1.0f32, 1.0] {
                let off = p.rng.range(17.0, 25.0) * side;
                let (x, y) = (a.0 - dy / len * off, a.1 + dx / len * off);
                let [l, t, r, low] = MAP;
                let inside = x > l + 14.0 && x < r - 14.0 && y > t + 14.0 && y < low - 14.0;
                if inside && height(x, y) > 0.03 && p.rng.chance(0.72) {
                    let s = p.rng.range(6.0, 10.0);
                    p.figure(&rect(x - s, y - s * 0.8, s * 2.0, s * 1.6).turn(dy.atan2(dx).to_degrees(), x, y), 2.0);
                }
            }
        }
    }
    let bound = smooth(
        &smooth(
            &[
                (330.0, 94.0),
                (300.0, 240.0),
                (340.0, 350.0),
                (290.0, 500.0),
                (470.0, 600.0),
                (640.0, 596.0),
                (800.0, 548.0),
                (960.0, 552.0),
                (1120.0, 494.0),
                (1210.0, 330.0),
                (1200.0, 180.0),
                (1240.0, 94.0),
            ],
            false,
        ),
        false,
    );
    for dash in bound.chunks(14).step_by(2) {
        let dash = line(dash, 8.0);
        p.clear(&dash.grown(3.5));
        p.ink(K, &dash, flat);
    }
    // Pins on the three tops.
    for (x, y) in [(520.0, 262.0), (800.0, 228.0), (1012.0, 322.0)] {
        p.ink(K, &taper(&[(x, y), (x + 44.0, y + 30.0)], &[8.0, 3.0]), flat);
        p.figure(&line(&[(x, y), (x + 14.0, y - 52.0)], 5.0), 3.0);
        let ball = oval(x + 16.0, y - 66.0, 21.0, 21.0);
        part(p, &ball, 4.0, Some(B), rings(x + 8.0, y - 74.0, 9.0, 0.1, around(x + 8.0, y - 74.0, 6.0, 0.0, 34.0, 0.9)));
    }
}

/// The table with kettle, cups, and steam across the map's foot.
fn table(p: &mut Print) {
    let top = 930.0;
    let board = rect(0.0, top, p.w, 150.0);
    p.figure(&board, 6.0);
    p.gouge(&board, lines(0.0, 19.0, 0.35, k(0.2)));
    let (x, y) = (760.0, 948.0);
    for (cx, cy) in [(270.0, 974.0), (440.0, 1010.0), (1230.0, 990.0)] {
        cup(p, cx, cy);
    }
    p.figure(&oval(x + 6.0, y + 10.0, 236.0, 30.0), 0.0);
    let handle = curve(&[(x - 120.0, y - 190.0), (x - 130.0, y - 320.0), (x, y - 376.0), (x + 130.0, y - 320.0), (x + 120.0, y - 190.0)], 22.0);
    p.figure(&handle, 6.0);
    let grip = curve(&[(x - 84.0, y - 354.0), (x, y - 377.0), (x + 84.0, y - 354.0)], 34.0);
    part(p, &grip, 3.0, Some(A), lines(90.0, 10.0, 0.2, k(0.3)));
    let spout = taper(&[(x + 120.0, y - 60.0), (x + 220.0, y - 110.0), (x + 256.0, y - 200.0), (x + 310.0, y - 236.0)], &[92.0, 62.0, 44.0, 34.0]);
    part(p, &spout, 6.0, None, lines(-52.0, 12.0, 0.25, down(y - 230.0, 0.3, y - 40.0, 0.95)));
    let body = blob(&[
        (x - 150.0, y),
        (x - 206.0, y - 50.0),
        (x - 196.0, y - 130.0),
        (x - 110.0, y - 206.0),
        (x, y - 222.0),
        (x + 110.0, y - 206.0),
        (x + 196.0, y - 130.0),
        (x + 206.0, y - 50.0),
        (x + 150.0, y),
        (x, y + 10.0),
    ]);
    part(p, &body, 6.0, None, rings(x - 90.0, y - 150.0, 14.0, 0.25, around(x - 90.0, y - 150.0, 52.0, -0.2, 230.0, 1.05)));
    let lid = blob(&[(x - 98.0, y - 204.0), (x - 70.0, y - 236.0), (x, y - 250.0), (x + 70.0, y - 236.0), (x + 98.0, y - 204.0), (x, y - 190.0)]);
    part(p, &lid, 5.0, None, lines(0.0, 10.0, 0.2, across(x - 90.0, 0.2, x + 90.0, 0.95)));
    p.figure(&oval(x, y - 262.0, 20.0, 17.0), 5.0);
    // Steam from the spout.
    let (sx, sy) = (x + 322.0, y - 262.0);
    for (w, pts) in [
        (34.0, [(sx, sy), (sx + 40.0, sy - 70.0), (sx - 6.0, sy - 150.0), (sx + 60.0, sy - 240.0), (sx + 20.0, sy - 330.0)]),
        (24.0, [(sx + 20.0, sy + 4.0), (sx + 90.0, sy - 50.0), (sx + 70.0, sy - 130.0), (sx + 140.0, sy - 200.0), (sx + 120.0, sy - 270.0)]),
    ] {
        let wisp = taper(&pts, &[8.0, w, w * 1.2, w * 0.8, 2.0]);
        p.ink(K, &wisp.grown(5.0), flat);
        p.clear(&wisp);
    }
}

fn cup(p: &mut Print, x: f32, y: f32) {
    let body = poly(&smooth(
        &[(x - 62.0, y - 92.0), (x - 54.0, y - 30.0), (x - 32.0, y), (x, y + 5.0), (x + 32.0, y), (x + 54.0, y - 30.0), (x + 62.0, y - 92.0)],
        false,
    ));
    p.figure(&oval(x + 12.0, y + 4.0, 74.0, 14.0), 0.0);
    part(p, &body, 5.0, Some(B), lines(88.0, 11.0, 0.2, across(x - 50.0, -0.05, x + 60.0, 0.85)));
    let mouth = oval(x, y - 92.0, 62.0, 16.0);
    p.put(K, &mouth.grown(4.0));
    p.clear(&mouth);
    let tea = oval(x, y - 88.0, 52.0, 10.0);
    p.ink(K, &tea, flat);
}
