//! Hill country: roofs with solar panels, the viaduct.

use super::noise::strip;
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, line, oval, poly, rect, smooth, taper, under};
use super::tone::{across, around, down, flat, flecks, follow, k, lines, rays, rings};

/// A round-crowned tree.
pub fn tree(x: f32, y: f32, s: f32) -> Shape {
    taper(&[(x, y), (x, y - s * 0.5)], &[s * 0.14, s * 0.08]).and(blob(&[
        (x - s * 0.36, y - s * 0.5),
        (x - s * 0.42, y - s * 0.8),
        (x - s * 0.16, y - s * 1.08),
        (x + s * 0.14, y - s * 1.12),
        (x + s * 0.4, y - s * 0.84),
        (x + s * 0.36, y - s * 0.5),
        (x, y - s * 0.38),
    ]))
}

/// A hillside of roofs with panels under a great sun.
pub fn solar_roofs(p: &mut Print) {
    let (sx, sy) = (1120.0, 300.0);
    let sky = rect(0.0, 0.0, p.w, 760.0);
    p.ink(A, &sky, around(sx, sy, 130.0, 0.85, 900.0, 0.2));
    p.gouge(&sky, rings(sx, sy, 34.0, 0.1, around(sx, sy, 140.0, 0.5, 900.0, 0.05)));
    p.ink(K, &sky, rays(sx, sy, 64.0, 0.2, around(sx, sy, 190.0, -0.1, 1100.0, 0.72)));
    p.clear(&oval(sx, sy, 136.0, 136.0));
    p.ink(A, &oval(sx, sy, 116.0, 116.0), flat);
    let back = [(-20.0, 420.0), (200.0, 340.0), (460.0, 400.0), (760.0, 500.0), (1000.0, 520.0), (1300.0, 460.0), (1620.0, 500.0)];
    let ridge = under(&back, 1080.0);
    p.clear(&ridge.grown(5.0));
    p.ink(B, &ridge, flat);
    p.ink(K, &ridge, follow(|x| 60.0 * (x / 260.0).sin(), 15.0, 0.3, down(340.0, 0.75, 620.0, 0.3)));
    for i in 0..14 {
        let x = 30.0 + i as f32 * 122.0 + p.rng.range(-20.0, 20.0);
        let t = tree(x, 470.0 + 60.0 * (x / 700.0).min(1.4) + p.rng.range(-10.0, 20.0), p.rng.range(50.0, 84.0));
        p.figure(&t, 3.0);
    }
    // Rows of houses, far and small to near and large, stepping down the hill.
    let rows = [(560.0f32, 0.42f32, 30.0f32), (640.0, 0.58, -60.0), (745.0, 0.8, 10.0), (890.0, 1.1, -120.0), (1090.0, 1.5, 40.0)];
    for (row, (base, s, off)) in rows.into_iter().enumerate() {
        let mut x = off - 60.0;
        let mut i = 0;
        while x < 1660.0 {
            let w = s * p.rng.range(210.0, 270.0);
            let y = base + s * p.rng.range(-26.0, 26.0) - 50.0 * s * (x / 500.0).sin();
            let h = 120.0 * s;
            let rise = 104.0 * s;
            let slant = 66.0 * s;
            let wall = rect(x, y - h, w, h + 300.0 * s);
            p.clear(&wall.grown(4.0));
            p.ink(K, &wall.outline(5.0), flat);
            p.ink(if (i + row) % 3 == 0 { A } else { K }, &wall, lines(90.0, 9.0 + 4.0 * s, 0.25, across(x, 0.05, x + w, 0.5)));
            for c in 0..3 {
                let win = rect(x + w * (0.14 + 0.27 * c as f32), y - h * 0.78, w * 0.15, h * 0.42);
                p.put(K, &win);
                p.cut(K, &win, lines(50.0, 12.0 * s + 3.0, 0.3, k(0.22)));
            }
            // The roof, a leaning parallelogram towards the sun.
            let q = |u: f32, v: f32| -> Pt { (x - 12.0 * s + u * (w + 24.0 * s) + v * slant * 0.8, y - h - v * rise) };
            let roof = poly(&[q(0.0, 0.0), q(1.0, 0.0), q(1.0, 1.0), q(0.0, 1.0)]);
            let side = poly(&[q(1.0, 0.0), q(1.0, 1.0), (x + w + 40.0 * s, y - h)]);
            p.figure(&roof.clone().and(side), 4.0);
            if (i + row * 2) % 4 == 3 {
                p.clear(&roof);
                p.ink(A, &roof, flat);
                p.ink(K, &roof, lines(0.0, 13.0 * s, 0.2, k(0.42)));
            } else {
                p.cut(K, &roof, lines(90.0, 11.0 * s + 3.0, 0.25, k(0.16)));
                let (u0, u1) = (0.12, 0.9);
                let panel = poly(&[q(u0, 0.14), q(u1, 0.14), q(u1, 0.86), q(u0, 0.86)]);
                p.clear(&panel.grown(4.0 * s));
                p.ink(B, &panel, flat);
                p.ink(K, &panel, lines(-38.0, 16.0 * s + 4.0, 0.35, across(x, 0.08, x + w, 0.66)));
                let shine = poly(&[q(0.3, 0.14), q(0.42, 0.14), q(0.58, 0.86), q(0.46, 0.86)]);
                p.clear(&shine);
                p.ink(B, &shine, k(0.2));
                let mut grid = Shape::new();
                for g in 0..=5 {
                    let u = u0 + (u1 - u0) * g as f32 / 5.0;
                    grid = grid.line(&[q(u, 0.14), q(u, 0.86)], 2.0 + 2.0 * s);
                }
                for g in 0..=2 {
                    let v = 0.14 + 0.36 * g as f32;
                    grid = grid.line(&[q(u0, v), q(u1, v)], 2.0 + 2.0 * s);
                }
                p.ink(K, &grid.grown(1.0), flat);
                p.clear(&grid.place(1.5, 1.5, 1.0, 1.0).and(Shape::new()));
            }
            if i % 2 == 0 {
                let c = q(0.85, 1.0);
                let pot = rect(c.0, c.1 - 26.0 * s, 24.0 * s, 44.0 * s).and(rect(c.0 - 5.0 * s, c.1 - 32.0 * s, 34.0 * s, 9.0 * s));
                p.figure(&pot, 3.0);
            }
            x += w + s * p.rng.range(34.0, 80.0);
            i += 1;
        }
        if row < 4 {
            for _ in 0..6 {
                let tx = p.rng.range(0.0, 1600.0);
                let t = tree(tx, base + 64.0 * s, 130.0 * s * p.rng.range(0.7, 1.0));
                p.figure(&t, 4.0);
                p.gouge(&rect(tx - 60.0 * s, base - 100.0 * s, 60.0 * s, 130.0 * s), |_, _| 0.0);
            }
        }
    }
}

/// A mountain: peak, feet, and which side is in the sun.
fn mountain(p: &mut Print, peak: Pt, left: Pt, right: Pt, dark: f32, snow: bool) {
    let mut edge: Vec<Pt> = Vec::new();
    let mut seam: Vec<Pt> = vec![peak];
    let seed = peak.0 as u32;
    for (from, to, row) in [(left, peak, 1), (peak, right, 2)] {
        for i in 0..12 {
            let t = i as f32 / 12.0;
            let j = 16.0 * strip(row, i as f32, seed) * if i == 0 { 0.0 } else { 1.0 };
            edge.push((from.0 + (to.0 - from.0) * t + j * 0.6, from.1 + (to.1 - from.1) * t + j));
        }
    }
    edge.push(right);
    for i in 1..10 {
        let t = i as f32 / 9.0;
        let zig = if i % 2 == 0 { 1.0 } else { -1.0 } * 34.0 * t;
        seam.push((peak.0 + (left.0 + right.0 - 2.0 * peak.0) * 0.12 * t + zig, peak.1 + (left.1.max(right.1) - peak.1) * t));
    }
    let mut all = edge.clone();
    all.push((right.0, 1100.0));
    all.push((left.0, 1100.0));
    let body = poly(&all);
    p.clear(&body.grown(5.0));
    p.ink(A, &body, flat);
    if snow {
        let cap_y = peak.1 + (left.1.max(right.1) - peak.1) * 0.42;
        p.cut(A, &body, down(cap_y - 20.0, 1.0, cap_y + 90.0, 0.0));
    }
    p.ink(K, &body, lines(58.0, 16.0, 0.4, down(peak.1, dark * 0.2, peak.1 + 480.0, dark)));
    let mut shade = seam.clone();
    shade.push((right.0, 1100.0));
    shade.extend(edge.iter().rev().filter(|q| q.0 > peak.0));
    p.ink(K, &poly(&shade), lines(-64.0, 15.0, 0.3, down(peak.1, 0.98, peak.1 + 520.0, dark + 0.18)));
    p.ink(K, &Shape::new().line(&edge, 5.0), flat);
}

/// The viaduct: a train among mountains.
pub fn mountain_rail(p: &mut Print) {
    let sky = rect(0.0, 0.0, p.w, 700.0);
    p.ink(A, &sky, down(0.0, 0.75, 420.0, 0.05));
    p.ink(K, &sky, lines(0.0, 15.0, 0.38, down(0.0, 0.7, 420.0, -0.15)));
    mountain(p, (1180.0, 130.0), (760.0, 640.0), (1680.0, 560.0), 0.3, true);
    mountain(p, (560.0, 70.0), (-60.0, 660.0), (1080.0, 690.0), 0.45, true);
    mountain(p, (60.0, 300.0), (-240.0, 720.0), (420.0, 760.0), 0.62, false);
    mountain(p, (1560.0, 330.0), (1140.0, 760.0), (1800.0, 720.0), 0.62, false);
    // The gorge behind the arches, firs upon its sides.
    let slope = under(
        &[
            (-20.0, 690.0),
            (200.0, 720.0),
            (420.0, 860.0),
            (640.0, 985.0),
            (820.0, 1010.0),
            (1000.0, 960.0),
            (1220.0, 800.0),
            (1400.0, 700.0),
            (1620.0, 660.0),
        ],
        1090.0,
    );
    p.clear(&slope.grown(4.0));
    p.ink(A, &slope, k(0.8));
    p.ink(K, &slope, follow(|x| 0.0006 * -(x - 820.0).powi(2), 17.0, 0.35, down(680.0, 0.4, 1000.0, 0.75)));
    // Viaduct with a gentle curve.
    let deck = |x: f32| 600.0 - 46.0 * (x / 1600.0) + 40.0 * ((x - 800.0) / 800.0).powi(2);
    let mut top = Vec::new();
    let mut low = Vec::new();
    for i in 0..=32 {
        let x = -20.0 + i as f32 * 51.5;
        top.push((x, deck(x)));
        low.push((x, deck(x) + 44.0));
    }
    let rail = top.clone();
    low.reverse();
    top.extend(low);
    let mut stone = poly(&top);
    let foot = |x: f32| if x < 820.0 { 700.0 + 300.0 * (x / 820.0).powf(1.3) } else { 1000.0 - 320.0 * ((x - 820.0) / 780.0).powf(0.9) } + 40.0;
    let n = 10;
    for i in 0..n {
        let x = 60.0 + i as f32 * 164.0;
        let d = deck(x);
        stone = stone.poly(&[(x - 21.0, d + 20.0), (x + 21.0, d + 20.0), (x + 30.0, foot(x)), (x - 30.0, foot(x))]);
        if i + 1 < n {
            let m = x + 82.0;
            let dm = deck(m);
            let mut spandrel = vec![(x, dm + 30.0), (x + 164.0, dm + 30.0), (x + 164.0, dm + 130.0), (x + 143.0, dm + 130.0)];
            for a in 0..=14 {
                let ang = std::f32::consts::PI * a as f32 / 14.0;
                spandrel.push((m + 61.0 * ang.cos(), dm + 130.0 - 76.0 * ang.sin()));
            }
            spandrel.push((x + 21.0, dm + 130.0));
            spandrel.push((x, dm + 130.0));
            stone = stone.poly(&spandrel);
        }
    }
    p.clear(&stone.grown(6.0));
    p.ink(B, &stone, k(0.32));
    p.ink(K, &stone, lines(0.0, 14.0, 0.25, k(0.36)));
    for i in 0..n {
        let x = 60.0 + i as f32 * 164.0;
        p.ink(K, &poly(&[(x + 4.0, deck(x) + 40.0), (x + 21.0, deck(x) + 40.0), (x + 30.0, foot(x)), (x + 6.0, foot(x))]), flat);
    }
    p.ink(K, &stone.outline(4.5), flat);
    p.cut(K, &poly(&top), flecks(0.0, 44.0, 13.0, k(0.35)));
    p.figure(&line(&rail, 13.0), 3.0);
    // The train: engine to the right, four coaches.
    for c in 0..5 {
        let x0 = 330.0 + c as f32 * 176.0;
        let (ya, yb) = (deck(x0) - 10.0, deck(x0 + 168.0) - 10.0);
        let tilt = (yb - ya).atan2(168.0).to_degrees();
        let car = if c == 4 {
            poly(&smooth(
                &[(x0, ya - 64.0), (x0 + 96.0, ya - 66.0), (x0 + 146.0, ya - 46.0), (x0 + 190.0, ya - 8.0), (x0 + 150.0, ya), (x0, ya)],
                true,
            ))
        } else {
            rect(x0, ya - 66.0, 168.0, 62.0)
        }
        .turn(tilt, x0, ya);
        p.clear(&car.grown(6.0));
        p.ink(B, &car, flat);
        p.ink(K, &car.outline(5.0), flat);
        let mut win = Shape::new();
        for w in 0..if c == 4 { 3 } else { 5 } {
            win = win.rect(x0 + 16.0 + w as f32 * 30.0, ya - 52.0, 20.0, 20.0);
        }
        let win = win.turn(tilt, x0, ya);
        p.put(K, &win.grown(2.0));
        p.clear(&win);
        p.ink(
            K,
            &rect(x0, ya - 20.0, 160.0, 6.0).turn(tilt, x0, ya).and(oval(x0 + 36.0, ya, 11.0, 11.0)).and(oval(x0 + 132.0, ya - 1.0, 11.0, 11.0)),
            flat,
        );
    }
    // River below and the near bank with firs.
    let river = blob(&[(700.0, 1090.0), (770.0, 1030.0), (800.0, 1000.0), (842.0, 1000.0), (880.0, 1036.0), (960.0, 1090.0)]);
    p.clear(&river.grown(3.0));
    p.ink(A, &river, lines(0.0, 11.0, 0.3, k(0.5)));
    for i in 0..30 {
        let side = i % 2 == 0;
        let t = (i / 2) as f32 / 15.0;
        let x = if side { t * 560.0 } else { 1600.0 - t * 560.0 } + p.rng.range(-20.0, 20.0);
        let y = 900.0 + t * 190.0 + p.rng.range(-10.0, 40.0);
        let s = p.rng.range(150.0, 250.0) * (1.1 - 0.35 * t);
        let mut fir = taper(&[(x, y), (x, y - s)], &[12.0, 3.0]);
        for l in 0..6 {
            let f = l as f32 / 6.0;
            let w = s * 0.26 * (1.0 - f * 0.84);
            let ty = y - s * (0.12 + 0.8 * f);
            fir = fir.and(poly(&[
                (x, ty - s * 0.2),
                (x + w, ty + s * 0.05),
                (x + w * 0.3, ty),
                (x, ty + s * 0.06),
                (x - w * 0.3, ty),
                (x - w, ty + s * 0.05),
            ]));
        }
        p.figure(&fir, 4.0);
        p.gouge(&rect(x - s * 0.3, y - s, s * 0.3, s), |_, _| 0.0);
    }
}
