//! A printed graphic: one litre of diesel in its seven slices.

use super::athletes::part;
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, taper};
use super::tone::{across, around, dots, down, flat, k, lines, rays, water};

/// The measure: its middle, half its width, its floor and its full mark.
const MID: f32 = 760.0;
const HALF: f32 = 176.0;
const FLOOR: f32 = 936.0;
const FULL: f32 = 236.0;

/// The slices from the bottom up, in won.
const SLICES: [f32; 7] = [752.0, 118.0, 46.0, 39.0, 481.0, 148.0, 158.0];

/// A litre measure filled in seven layers, a small sign for each.
pub fn price_chart(p: &mut Print) {
    let all = p.sheet();
    p.ink(B, &all, around(MID, 560.0, 260.0, 0.05, 1000.0, 0.8));
    p.ink(K, &all, rays(MID, 560.0, 80.0, 0.25, around(MID, 560.0, 380.0, -0.1, 1150.0, 0.5)));
    let counter = rect(0.0, 962.0, p.w, 120.0);
    p.figure(&counter, 6.0);
    p.gouge(&counter, lines(0.0, 17.0, 0.3, k(0.16)));
    pump(p);
    // The glass, then the layers in it.
    let foot = rect(MID - HALF - 60.0, 944.0, 2.0 * HALF + 120.0, 24.0);
    p.clear(&rect(MID - HALF - 24.0, 140.0, 2.0 * HALF + 48.0, 806.0));
    p.figure(&foot, 5.0);
    p.ink(K, &rect(MID - HALF - 14.0, 140.0, 2.0 * HALF + 28.0, 812.0), flat);
    p.clear(&rect(MID - HALF, 140.0, 2.0 * HALF, FLOOR - 140.0));
    let total: f32 = SLICES.iter().sum();
    let mut floor = FLOOR;
    for (n, won) in SLICES.iter().enumerate() {
        let top = floor - (FLOOR - FULL) * won / total;
        layer(p, n, top, floor);
        leader(p, (top + floor) / 2.0, n);
        floor = top;
    }
    // The rim with its lip, the marks, the light on the glass.
    let rim = oval(MID, 142.0, HALF + 16.0, 26.0).and(poly(&[(MID - HALF, 130.0), (MID - HALF - 62.0, 118.0), (MID - HALF - 8.0, 168.0)]));
    p.clear(&rim.grown(5.0));
    p.ink(K, &rim, flat);
    p.clear(&oval(MID, 143.0, HALF + 2.0, 15.0));
    let mut marks = Shape::new();
    for i in 1..=20 {
        let y = FLOOR - (FLOOR - FULL) * i as f32 / 20.0;
        let (long, thick) = if i % 5 == 0 { (84.0, 8.0) } else { (46.0, 5.0) };
        marks = marks.line(&[(MID - HALF + 12.0, y), (MID - HALF + long, y)], thick);
    }
    p.clear(&marks.grown(3.5));
    p.ink(K, &marks, flat);
    p.clear(&taper(&[(MID + HALF - 30.0, 190.0), (MID + HALF - 26.0, 560.0), (MID + HALF - 30.0, 900.0)], &[5.0, 13.0, 4.0]));
    nozzle(p);
}

/// One layer, each cut in its own way.
fn layer(p: &mut Print, n: usize, top: f32, floor: f32) {
    let slab = rect(MID - HALF, top, 2.0 * HALF, floor - top);
    match n {
        0 => {
            p.ink(K, &slab, flat);
            p.gouge(&slab, water(top - 60.0, 9.0, 0.4, k(0.2)));
        }
        1 => {
            p.ink(B, &slab, flat);
            p.ink(K, &slab, dots(30.0, 15.0, k(0.3)));
        }
        2 => p.ink(K, &slab, lines(90.0, 12.0, 0.1, k(0.5))),
        3 => p.ink(A, &slab, flat),
        4 => {
            p.ink(A, &slab, flat);
            p.ink(K, &slab, lines(-45.0, 17.0, 0.3, across(MID - HALF, 0.08, MID + HALF, 0.5)));
        }
        5 => {
            p.ink(B, &slab, flat);
            p.ink(K, &slab, lines(0.0, 12.0, 0.25, k(0.32)));
        }
        _ => p.ink(A, &slab, lines(90.0, 19.0, 0.15, k(0.52))),
    }
    let edge = line(&[(MID - HALF, top), (MID + HALF, top)], 4.0);
    p.clear(&edge.grown(3.0));
    p.ink(K, &edge, flat);
}

/// The line from a layer to its sign.
fn leader(p: &mut Print, y: f32, n: usize) {
    let at = 892.0 - 126.0 * n as f32;
    let path = [(MID + HALF + 18.0, y), (1050.0, y), (1190.0, at), (1300.0, at)];
    let wire = line(&path, 5.0);
    p.clear(&wire.grown(5.0));
    p.ink(K, &wire, flat);
    p.put(K, &oval(MID + HALF + 20.0, y, 9.0, 9.0));
    let (x, r) = (1380.0, 55.0);
    let disc = oval(x, at, r, r);
    p.clear(&disc.grown(12.0));
    p.ink(K, &disc.grown(6.0), flat);
    p.clear(&disc);
    sign(p, n, x, at);
}

/// The signs: derrick, refinery, tanker, lorry, government, pump, receipt.
fn sign(p: &mut Print, n: usize, x: f32, y: f32) {
    let at = |u: f32, v: f32| (x + u, y + v);
    let bar = |u: f32, v: f32, w: f32, h: f32| rect(x + u, y + v, w, h);
    let (ink, colour): (Shape, Option<(usize, Shape)>) = match n {
        0 => {
            let mut tower =
                line(&[at(-24.0, 34.0), at(-5.0, -40.0)], 6.0).and(line(&[at(24.0, 34.0), at(5.0, -40.0)], 6.0)).and(bar(-10.0, -46.0, 20.0, 10.0));
            for (a, b) in [(34.0f32, 12.0f32), (12.0, -8.0), (-8.0, -26.0)] {
                let w = |v: f32| 5.0 + 19.0 * (v + 40.0) / 74.0;
                tower = tower.line(&[at(-w(a), a), at(w(b), b)], 4.0).line(&[at(w(a), a), at(-w(b), b)], 4.0).line(&[at(-w(b), b), at(w(b), b)], 4.0);
            }
            (tower.and(bar(-34.0, 32.0, 68.0, 7.0)), None)
        }
        1 => (
            bar(-36.0, -6.0, 15.0, 42.0)
                .and(bar(-14.0, -32.0, 14.0, 68.0))
                .and(bar(8.0, -16.0, 13.0, 52.0))
                .and(bar(-36.0, 30.0, 74.0, 8.0))
                .and(line(&[at(30.0, 34.0), at(30.0, -18.0)], 5.0)),
            Some((A, blob(&[at(30.0, -46.0), at(38.0, -28.0), at(30.0, -18.0), at(22.0, -28.0)]))),
        ),
        2 => (
            poly(&[at(-46.0, 2.0), at(46.0, -4.0), at(36.0, 24.0), at(-38.0, 24.0)])
                .and(bar(-38.0, -26.0, 22.0, 30.0))
                .and(bar(-32.0, -40.0, 9.0, 16.0))
                .and(bar(-8.0, -8.0, 12.0, 10.0))
                .and(bar(14.0, -10.0, 12.0, 10.0)),
            Some((A, bar(-38.0, 16.0, 75.0, 8.0))),
        ),
        3 => (
            bar(22.0, -16.0, 22.0, 36.0)
                .and(bar(-44.0, 16.0, 88.0, 7.0))
                .and(oval(x - 26.0, y + 26.0, 11.0, 11.0))
                .and(oval(x - 4.0, y + 26.0, 11.0, 11.0))
                .and(oval(x + 32.0, y + 26.0, 11.0, 11.0)),
            Some((B, oval(x - 14.0, y - 4.0, 32.0, 19.0))),
        ),
        4 => {
            let mut hall = poly(&[at(-42.0, -14.0), at(0.0, -40.0), at(42.0, -14.0)]).and(bar(-42.0, 26.0, 84.0, 10.0));
            for i in 0..5 {
                hall = hall.and(bar(-35.0 + 16.0 * i as f32, -9.0, 7.0, 36.0));
            }
            (hall, Some((A, oval(x, y - 24.0, 7.0, 6.0))))
        }
        5 => (
            bar(-28.0, -36.0, 38.0, 72.0)
                .and(curve(&[at(10.0, 22.0), at(28.0, 20.0), at(26.0, -12.0), at(34.0, -24.0)], 6.0))
                .and(bar(-34.0, 32.0, 50.0, 8.0))
                .and(line(&[at(34.0, -26.0), at(22.0, -38.0)], 7.0)),
            Some((B, bar(-20.0, -26.0, 22.0, 20.0))),
        ),
        _ => {
            let mut rows = bar(-14.0, 14.0, 32.0, 8.0);
            for v in [-28.0, -14.0, 0.0] {
                rows = rows.and(bar(-14.0, v, 28.0, 5.0));
            }
            let edge = [
                at(-26.0, -42.0),
                at(26.0, -42.0),
                at(26.0, 34.0),
                at(13.0, 44.0),
                at(0.0, 34.0),
                at(-13.0, 44.0),
                at(-26.0, 34.0),
                at(-26.0, -42.0),
            ];
            (line(&edge, 5.0).and(rows), Some((A, bar(-14.0, 14.0, 32.0, 8.0))))
        }
    };
    p.ink(K, &ink, flat);
    if let Some((plate, shape)) = colour {
        p.clear(&shape.grown(3.0));
        p.ink(plate, &shape, flat);
        if plate == B {
            p.ink(K, &shape.outline(4.0), flat);
        }
    }
}

/// The pump at the left, its figures gone up.
fn pump(p: &mut Print) {
    let body = rect(110.0, 250.0, 290.0, 712.0);
    let head = blob(&[(96.0, 262.0), (104.0, 190.0), (160.0, 132.0), (255.0, 116.0), (350.0, 132.0), (406.0, 190.0), (414.0, 262.0)]);
    p.ink(K, &poly(&[(400.0, 962.0), (400.0, 700.0), (520.0, 962.0)]), lines(60.0, 12.0, 0.2, k(0.7)));
    p.figure(&rect(84.0, 926.0, 342.0, 38.0), 6.0);
    part(p, &body, 6.0, Some(A), lines(90.0, 15.0, 0.25, across(110.0, -0.05, 400.0, 0.75)));
    part(p, &head, 5.0, Some(A), lines(90.0, 15.0, 0.25, across(110.0, -0.05, 400.0, 0.75)));
    // The dial with its hand, three windows of figures.
    let face = oval(255.0, 212.0, 64.0, 64.0);
    p.put(K, &face.grown(8.0));
    p.clear(&face);
    let mut ticks = Shape::new();
    for i in 0..12 {
        let (s, c) = (i as f32 * 30.0).to_radians().sin_cos();
        ticks = ticks.line(&[(255.0 + s * 48.0, 212.0 - c * 48.0), (255.0 + s * 57.0, 212.0 - c * 57.0)], 5.0);
    }
    p.ink(K, &ticks.and(taper(&[(245.0, 222.0), (255.0, 212.0), (288.0, 176.0)], &[8.0, 12.0, 2.0])), flat);
    for (i, y) in [318.0f32, 398.0, 478.0].iter().enumerate() {
        let window = rect(150.0, *y, 210.0, 58.0);
        p.put(K, &window.grown(7.0));
        p.clear(&window);
        p.ink(B, &window, k(0.6));
        for c in 0..4 {
            let x = 160.0 + 51.0 * c as f32;
            if c > 0 {
                p.ink(K, &line(&[(x - 5.0, *y), (x - 5.0, y + 58.0)], 4.0), flat);
            }
            let digit = [[1, 7, 4, 2], [1, 0, 0, 0], [1, 7, 4, 2]][i][c];
            p.ink(K, &figure(digit, x + 12.0, y + 12.0), flat);
        }
    }
    let panel = rect(150.0, 590.0, 210.0, 290.0);
    p.put(K, &panel.grown(5.0));
    p.clear(&panel);
    // A drop as the sign on the panel.
    let drop =
        blob(&[(255.0, 620.0), (296.0, 700.0), (318.0, 770.0), (296.0, 832.0), (255.0, 852.0), (214.0, 832.0), (192.0, 770.0), (214.0, 700.0)]);
    p.ink(K, &drop, flat);
    p.cut(K, &curve(&[(222.0, 740.0), (216.0, 786.0), (236.0, 820.0)], 9.0), flat);
}

/// A figure for the pump's windows, 26 by 36.
fn figure(n: u8, x: f32, y: f32) -> Shape {
    let at = |u: f32, v: f32| (x + u, y + v);
    match n {
        1 => line(&[at(4.0, 8.0), at(15.0, 0.0), at(15.0, 34.0)], 7.0),
        2 => line(&[at(2.0, 6.0), at(10.0, 0.0), at(22.0, 2.0), at(24.0, 12.0), at(2.0, 34.0), at(25.0, 34.0)], 7.0),
        4 => line(&[at(18.0, 34.0), at(18.0, 0.0), at(0.0, 24.0), at(25.0, 24.0)], 7.0),
        7 => line(&[at(1.0, 1.0), at(24.0, 1.0), at(9.0, 34.0)], 7.0),
        _ => oval(x + 12.0, y + 17.0, 11.0, 16.0).outline(7.0),
    }
}

/// The hose and the nozzle over the measure, the last drops falling.
fn nozzle(p: &mut Print) {
    let hose: [Pt; 6] = [(400.0, 620.0), (486.0, 640.0), (524.0, 480.0), (490.0, 250.0), (500.0, 110.0), (580.0, 74.0)];
    let tube = taper(&hose, &[24.0, 26.0, 26.0, 24.0]);
    p.figure(&tube, 6.0);
    p.cut(K, &curve(&[(488.0, 630.0), (517.0, 480.0), (483.0, 250.0), (492.0, 116.0)], 4.0), flat);
    let grip = blob(&[(570.0, 50.0), (640.0, 34.0), (716.0, 40.0), (742.0, 62.0), (720.0, 84.0), (640.0, 86.0), (574.0, 98.0)]);
    let guard = curve(&[(600.0, 88.0), (622.0, 128.0), (676.0, 126.0), (694.0, 82.0)], 9.0);
    let spout = taper(&[(726.0, 60.0), (772.0, 68.0), (792.0, 104.0), (796.0, 156.0)], &[30.0, 26.0, 22.0, 19.0]);
    p.figure(&guard, 5.0);
    p.figure(&spout, 5.0);
    part(p, &grip, 5.0, Some(A), lines(8.0, 10.0, 0.2, down(36.0, -0.1, 96.0, 0.85)));
    for (y, r) in [(184.0, 8.0), (210.0, 5.0)] {
        p.figure(&oval(797.0, y, r, r).and(poly(&[(797.0 - r, y), (797.0, y - r * 2.4), (797.0 + r, y)])), 3.0);
    }
}
