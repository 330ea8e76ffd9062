//! The sea chart: two coasts, the shallows with the squid, the old lane and
//! the new.

use super::athletes::part;
use super::noise::strip;
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, smooth, taper};
use super::tone::{around, dots, down, flat, flecks, k, lines, rings, water};

/// A ragged coast through the points, closed by the corners given last.
fn coast(pts: &[Pt], corners: &[Pt], seed: u32) -> Shape {
    let mut line: Vec<Pt> = smooth(pts, false);
    for (i, q) in line.iter_mut().enumerate() {
        let t = i as f32;
        q.0 += 13.0 * strip(1, t * 0.55, seed) + 6.0 * strip(2, t * 1.7, seed);
        q.1 += 13.0 * strip(3, t * 0.55, seed) + 6.0 * strip(4, t * 1.7, seed);
    }
    line.extend_from_slice(corners);
    poly(&line)
}

/// The strait with its ferry lane, as printed on a chart.
pub fn strait_map(p: &mut Print) {
    let all = p.sheet();
    p.ink(B, &all, k(0.34));
    let west = coast(
        &[
            (330.0, -40.0),
            (300.0, 90.0),
            (385.0, 190.0),
            (330.0, 300.0),
            (405.0, 400.0),
            (520.0, 452.0),
            (470.0, 540.0),
            (378.0, 585.0),
            (400.0, 700.0),
            (300.0, 790.0),
            (330.0, 900.0),
            (250.0, 1000.0),
            (270.0, 1110.0),
        ],
        &[(-60.0, 1110.0), (-60.0, -40.0)],
        3,
    );
    let east = coast(
        &[
            (1330.0, -40.0),
            (1390.0, 60.0),
            (1320.0, 160.0),
            (1360.0, 270.0),
            (1262.0, 342.0),
            (1236.0, 420.0),
            (1330.0, 470.0),
            (1300.0, 590.0),
            (1400.0, 690.0),
            (1370.0, 800.0),
            (1450.0, 900.0),
            (1420.0, 1110.0),
        ],
        &[(1660.0, 1110.0), (1660.0, -40.0)],
        9,
    );
    let isles = blob(&[(620.0, 890.0), (668.0, 862.0), (716.0, 884.0), (708.0, 930.0), (650.0, 944.0)])
        .and(blob(&[(760.0, 960.0), (792.0, 946.0), (812.0, 974.0), (780.0, 992.0)]))
        .and(blob(&[(1100.0, 150.0), (1140.0, 128.0), (1176.0, 150.0), (1150.0, 184.0), (1110.0, 186.0)]));
    let land = west.and(east).and(isles);
    // Rhumb lines out of the rose.
    let (rx, ry) = (620.0, 246.0);
    for i in 0..16 {
        let a = (i as f32 * 22.5).to_radians();
        p.ink(K, &line(&[(rx, ry), (rx + a.cos() * 1500.0, ry + a.sin() * 1500.0)], 2.0), k(0.75));
    }
    // The water lines along the coasts, closer towards the land.
    for (d, w) in [(92.0, 2.2), (70.0, 2.6), (51.0, 3.0), (35.0, 3.4), (22.0, 4.0), (11.0, 4.6)] {
        let (out, inside) = (land.grown(d + w), land.grown(d));
        p.ink(K, &out, k(0.95));
        p.clear(&inside);
        p.ink(B, &inside, k(0.34 + 0.5 * (1.0 - d / 100.0)));
    }
    // The land: black with hills cut into it.
    p.clear(&land.grown(5.0));
    p.ink(K, &land, flat);
    p.gouge(&land, flecks(-20.0, 46.0, 17.0, k(0.1)));
    hills(p);
    bank(p);
    lanes(p);
    rose(p, rx, ry);
    dividers(p);
    neatline(p);
}

/// Hills as the old charts have them: a peak and its shaded side.
fn hills(p: &mut Print) {
    let places = [
        (90.0, 170.0, 1.0),
        (190.0, 120.0, 0.8),
        (230.0, 260.0, 1.1),
        (110.0, 330.0, 1.2),
        (250.0, 420.0, 0.9),
        (140.0, 500.0, 1.0),
        (240.0, 640.0, 1.1),
        (110.0, 700.0, 0.9),
        (190.0, 830.0, 1.0),
        (90.0, 920.0, 0.9),
        (1480.0, 150.0, 1.1),
        (1420.0, 240.0, 0.8),
        (1530.0, 320.0, 1.0),
        (1440.0, 430.0, 1.0),
        (1520.0, 560.0, 1.2),
        (1420.0, 600.0, 0.8),
        (1500.0, 720.0, 0.9),
        (1530.0, 860.0, 1.0),
    ];
    for (x, y, s) in places {
        let left = taper(&[(x - 44.0 * s, y), (x - 20.0 * s, y - 24.0 * s), (x, y - 52.0 * s)], &[3.0, 6.0, 4.0]);
        let right = taper(&[(x, y - 52.0 * s), (x + 16.0 * s, y - 22.0 * s), (x + 46.0 * s, y)], &[4.0, 5.0, 3.0]);
        p.clear(&left.and(right));
        for i in 0..4 {
            let t = i as f32;
            p.clear(&line(&[(x + (3.0 + t * 7.0) * s, y - (40.0 - t * 9.0) * s), (x + (-2.0 + t * 9.0) * s, y - 4.0 * s)], 3.0));
        }
    }
}

/// The shallows: soundings, a squid, boats with their lamps.
fn bank(p: &mut Print) {
    let shoal = blob(&[
        (624.0, 560.0),
        (700.0, 482.0),
        (880.0, 452.0),
        (1060.0, 484.0),
        (1130.0, 570.0),
        (1086.0, 690.0),
        (930.0, 744.0),
        (760.0, 736.0),
        (650.0, 668.0),
    ]);
    p.clear(&shoal.grown(10.0));
    p.ink(K, &shoal.grown(10.0), dots(20.0, 15.0, k(0.2)));
    p.clear(&shoal.grown(-0.1));
    p.ink(B, &shoal, dots(20.0, 12.0, around(880.0, 600.0, 60.0, 0.03, 270.0, 0.42)));
    p.ink(K, &shoal.outline(3.0), rings(880.0, 640.0, 3.0, 0.0, k(1.0)));
    squid(p, 880.0, 622.0);
    for (x, y) in [(700.0, 592.0), (752.0, 690.0), (1066.0, 646.0), (1046.0, 564.0)] {
        let lamp = rings(x, y - 18.0, 8.0, 0.1, around(x, y - 18.0, 8.0, 0.5, 34.0, 0.0));
        p.ink(A, &oval(x, y - 18.0, 34.0, 34.0), lamp);
        let boat = poly(&[(x - 24.0, y - 8.0), (x + 28.0, y - 10.0), (x + 18.0, y + 8.0), (x - 18.0, y + 8.0)])
            .and(rect(x - 14.0, y - 22.0, 16.0, 16.0))
            .and(line(&[(x + 10.0, y - 8.0), (x + 10.0, y - 40.0)], 3.5));
        p.figure(&boat, 3.0);
    }
}

fn squid(p: &mut Print, x: f32, y: f32) {
    let mut arms = Shape::new();
    for (i, bend) in [-58.0f32, -40.0, -20.0, 0.0, 20.0, 40.0, 58.0].iter().enumerate() {
        let long = if i == 1 || i == 5 { 140.0 } else { 92.0 };
        arms = arms.taper(
            &[
                (x + bend * 0.22, y + 44.0),
                (x + bend * 0.8, y + 44.0 + long * 0.5),
                (x + bend * 0.62, y + 44.0 + long * 0.8),
                (x + bend * 1.15, y + 44.0 + long),
            ],
            &[13.0, 10.0, 7.0, if long > 100.0 { 11.0 } else { 2.0 }],
        );
    }
    let mantle = blob(&[
        (x, y - 118.0),
        (x + 26.0, y - 72.0),
        (x + 38.0, y - 20.0),
        (x + 30.0, y + 20.0),
        (x, y + 28.0),
        (x - 30.0, y + 20.0),
        (x - 38.0, y - 20.0),
        (x - 26.0, y - 72.0),
    ]);
    let fins = blob(&[(x, y - 124.0), (x + 70.0, y - 68.0), (x + 22.0, y - 46.0), (x - 22.0, y - 46.0), (x - 70.0, y - 68.0)]);
    let head = blob(&[(x - 26.0, y + 26.0), (x + 26.0, y + 26.0), (x + 28.0, y + 50.0), (x, y + 62.0), (x - 28.0, y + 50.0)]);
    let tilt = |s: Shape| s.place(x * 0.1, y * 0.1, 0.9, 0.9).turn(-64.0, x, y);
    p.figure(&tilt(arms), 5.0);
    part(p, &tilt(fins), 4.0, Some(B), lines(26.0, 8.0, 0.2, k(0.35)));
    part(p, &tilt(mantle), 4.0, None, lines(-64.0, 9.0, 0.25, down(y - 60.0, 0.0, y + 40.0, 0.75)));
    part(p, &tilt(head), 4.0, None, flat);
    for side in [-1.0f32, 1.0] {
        let eye = tilt(oval(x + side * 20.0, y + 44.0, 9.0, 9.0));
        p.clear(&eye);
        p.ink(K, &tilt(oval(x + side * 20.0, y + 44.0, 4.0, 4.0)), flat);
    }
}

/// The old lane, struck out; the new one, with a ferry on it.
fn lanes(p: &mut Print) {
    let (from, to) = ((520.0, 456.0), (1236.0, 424.0));
    // The old line runs straight over the bank.
    let old = smooth(&smooth(&[from, (700.0, 486.0), (880.0, 496.0), (1060.0, 478.0), to], false), false);
    for pair in old.chunks(13).step_by(2) {
        let dash = line(pair, 9.0);
        p.clear(&dash.grown(4.0));
        p.ink(K, &dash, flat);
    }
    let new = curve(&[from, (650.0, 390.0), (880.0, 334.0), (1100.0, 350.0), to], 15.0);
    p.clear(&new.grown(8.0));
    p.ink(K, &new.grown(3.0), flat);
    p.clear(&new);
    p.ink(A, &new, flat);
    for (x, y) in [from, to] {
        p.clear(&oval(x, y, 29.0, 29.0));
        p.ink(K, &oval(x, y, 24.0, 24.0), flat);
        p.clear(&oval(x, y, 16.0, 16.0));
        p.ink(A, &oval(x, y, 11.0, 11.0), flat);
    }
    // The ferry.
    let (x, y, s) = (900.0, 326.0, 1.25);
    let hull = poly(&[(-86.0, -14.0), (92.0, -18.0), (70.0, 20.0), (-74.0, 20.0)]);
    let decks = rect(-66.0, -42.0, 118.0, 28.0)
        .and(rect(-48.0, -64.0, 78.0, 24.0))
        .and(rect(-18.0, -96.0, 24.0, 34.0))
        .and(line(&[(46.0, -40.0), (46.0, -90.0)], 4.0));
    let ferry = hull.and(decks).place(x, y, s, s);
    p.figure(&ferry, 7.0);
    let mut panes = Shape::new();
    for i in 0..8 {
        panes = panes.rect(-58.0 + 13.5 * i as f32, -36.0, 8.0, 11.0);
    }
    for i in 0..5 {
        panes = panes.rect(-42.0 + 14.0 * i as f32, -58.0, 9.0, 9.0);
    }
    panes = panes.line(&[(-80.0, -2.0), (82.0, -5.0)], 4.0);
    p.clear(&panes.place(x, y, s, s));
    let funnel = rect(-18.0, -84.0, 24.0, 11.0).place(x, y, s, s);
    p.clear(&funnel);
    p.ink(A, &funnel, flat);
    let wash = rect(x - 130.0, y + 20.0, 260.0, 30.0);
    p.ink(K, &wash, water(y - 60.0, 7.0, 0.35, k(0.3)));
}

/// The compass rose.
fn rose(p: &mut Print, x: f32, y: f32) {
    p.clear(&oval(x, y, 96.0, 96.0));
    p.ink(K, &oval(x, y, 92.0, 92.0).outline(4.0).and(oval(x, y, 78.0, 78.0).outline(2.5)), flat);
    for i in 0..32 {
        let a = (i as f32 * 11.25).to_radians();
        p.ink(K, &line(&[(x + a.cos() * 79.0, y + a.sin() * 79.0), (x + a.cos() * 91.0, y + a.sin() * 91.0)], 3.0), flat);
    }
    for (n, reach) in [(1, 70.0f32), (0, 114.0)] {
        for i in 0..4 {
            let deg = i as f32 * 90.0 + 45.0 * n as f32;
            let dir = |a: f32, r: f32| (x + r * a.to_radians().sin(), y - r * a.to_radians().cos());
            for side in [-1.0f32, 1.0] {
                let half = poly(&[dir(deg, reach), dir(deg + side * 45.0, reach * 0.22), (x, y)]);
                p.clear(&half.grown(2.0));
                p.ink(K, &half.outline(3.0), flat);
                if side > 0.0 {
                    p.ink(if n == 1 { B } else { K }, &half, flat);
                } else if n == 0 && i == 0 {
                    p.ink(A, &half, flat);
                }
            }
        }
    }
    // North.
    let n = line(&[(x - 14.0, y - 124.0), (x - 14.0, y - 158.0), (x + 14.0, y - 124.0), (x + 14.0, y - 158.0)], 7.0);
    p.figure(&n, 4.0);
}

/// A pair of dividers lying on the chart.
fn dividers(p: &mut Print) {
    let (x, y) = (1204.0, 690.0);
    let legs = |dx: f32, dy: f32| {
        taper(&[(x + dx, y + dy), (x - 96.0 + dx, y + 120.0 + dy), (x - 196.0 + dx, y + 236.0 + dy)], &[24.0, 20.0, 3.0])
            .and(taper(&[(x + dx, y + dy), (x - 6.0 + dx, y + 152.0 + dy), (x - 22.0 + dx, y + 300.0 + dy)], &[24.0, 20.0, 3.0]))
            .and(oval(x + dx, y + dy, 34.0, 34.0))
            .and(taper(&[(x + 8.0 + dx, y - 20.0 + dy), (x + 30.0 + dx, y - 78.0 + dy)], &[22.0, 17.0]))
    };
    p.ink(K, &legs(26.0, 22.0), lines(40.0, 8.0, 0.1, k(0.55)));
    p.figure(&legs(0.0, 0.0), 6.0);
    p.clear(&oval(x, y, 22.0, 22.0));
    p.ink(K, &oval(x, y, 15.0, 15.0), flat);
    p.clear(&line(&[(x - 8.0, y - 3.0), (x + 8.0, y + 3.0)], 4.0));
    p.cut(K, &line(&[(x - 26.0, y + 34.0), (x - 150.0, y + 180.0)], 4.0).and(line(&[(x - 4.0, y + 44.0), (x - 16.0, y + 210.0)], 4.0)), flat);
}

/// The border, with its scale of minutes.
fn neatline(p: &mut Print) {
    let (m, t) = (34.0, 22.0);
    let frame =
        rect(0.0, 0.0, p.w, m + t).and(rect(0.0, p.h - m - t, p.w, m + t)).and(rect(0.0, 0.0, m + t, p.h)).and(rect(p.w - m - t, 0.0, m + t, p.h));
    p.clear(&frame);
    let (w, h) = (p.w - 2.0 * m, p.h - 2.0 * m);
    for i in 0..20 {
        if i % 2 == 0 {
            let (x, step) = (m + w * i as f32 / 20.0, w / 20.0);
            p.ink(K, &rect(x, m, step, t * 0.6).and(rect(x + step, p.h - m - t * 0.6, step, t * 0.6)), flat);
        }
    }
    for i in 0..14 {
        if i % 2 == 0 {
            let (y, step) = (m + h * i as f32 / 14.0, h / 14.0);
            p.ink(K, &rect(m, y, t * 0.6, step).and(rect(p.w - m - t * 0.6, y + step, t * 0.6, step)), flat);
        }
    }
    p.ink(K, &rect(m, m, w, h).outline(4.0).and(rect(m + t, m + t, w - 2.0 * t, h - 2.0 * t).outline(4.0)), flat);
}
