//! Civic views: the council hall and the bridge.

use super::people::{Head, Wear, fig};
use super::print::{A, B, K, Print};
use super::shape::{Shape, line, oval, poly, rect, smooth, taper, under};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, rings, water};

/// The domed council hall with its steps.
pub fn council_hall(p: &mut Print) {
    let cx = 900.0;
    let sky = rect(0.0, 0.0, p.w, 800.0);
    p.ink(B, &sky, down(0.0, 0.9, 620.0, 0.25));
    p.ink(K, &sky, rays(cx, 760.0, 80.0, 0.28, around(cx, 620.0, 330.0, -0.05, 1050.0, 0.7)));
    for (x, y, s) in [(250.0, 300.0, 1.0), (1420.0, 210.0, 0.8)] {
        let cloud = Shape::new().oval(x, y, 150.0 * s, 34.0 * s).oval(x - 60.0 * s, y - 34.0 * s, 70.0 * s, 50.0 * s).oval(
            x + 40.0 * s,
            y - 48.0 * s,
            84.0 * s,
            62.0 * s,
        );
        p.clear(&cloud.grown(3.0));
        p.ink(K, &cloud, lines(0.0, 12.0, 0.3, down(y - 60.0 * s, -0.1, y + 40.0 * s, 0.5)));
    }
    // Town roofs on both sides.
    for (x0, y0, w) in [(-20.0, 610.0, 190.0), (150.0, 660.0, 150.0), (1500.0, 620.0, 140.0), (1420.0, 668.0, 120.0)] {
        let house = poly(&[(x0, 840.0), (x0, y0), (x0 + w / 2.0, y0 - 70.0), (x0 + w, y0), (x0 + w, 840.0)]);
        p.figure(&house, 4.0);
        for r in 0..3 {
            for c in 0..3 {
                let win = rect(x0 + w * (0.16 + 0.26 * c as f32), y0 + 24.0 + 56.0 * r as f32, w * 0.13, 30.0);
                p.clear(&win);
                p.ink(A, &win, flat);
            }
        }
    }
    // Dome: drum, shell, lantern.
    let shell = under(
        &[
            (cx - 215.0, 372.0),
            (cx - 205.0, 280.0),
            (cx - 150.0, 180.0),
            (cx - 55.0, 128.0),
            (cx, 120.0),
            (cx + 55.0, 128.0),
            (cx + 150.0, 180.0),
            (cx + 205.0, 280.0),
            (cx + 215.0, 372.0),
        ],
        376.0,
    );
    let drum = rect(cx - 196.0, 372.0, 392.0, 118.0);
    let top =
        rect(cx - 34.0, 76.0, 68.0, 56.0).and(poly(&[(cx - 46.0, 78.0), (cx, 38.0), (cx + 46.0, 78.0)])).and(line(&[(cx, 44.0), (cx, 20.0)], 5.0));
    p.clear(&shell.grown(6.0).and(drum.grown(6.0)).and(top.grown(6.0)));
    p.ink(A, &shell, flat);
    let bow = move |x: f32, y: f32| {
        let half = 215.0 * (1.0 - ((376.0 - y) / 268.0).clamp(0.0, 0.99).powi(2)).sqrt();
        ((x - cx) / half.max(1.0)).clamp(-1.0, 1.0)
    };
    p.ink(K, &shell, move |x, y| {
        let u = bow(x, y).asin() * 9.0;
        let dark = 0.28 + 0.5 * bow(x, y);
        (dark * 9.0 - (u - u.floor() - 0.5).abs() * 18.0 + 0.5).clamp(0.0, 1.0)
    });
    p.ink(K, &shell.outline(7.0), flat);
    p.ink(K, &drum, lines(90.0, 9.0, 0.2, across(cx - 196.0, 0.0, cx + 196.0, 0.95)));
    for i in 0..9 {
        let t = -0.86 + 0.215 * i as f32;
        let win = rect(cx + t * 196.0 - 11.0, 400.0, 22.0, 66.0).oval(cx + t * 196.0, 400.0, 11.0, 12.0);
        p.clear(&win.grown(5.0));
        p.ink(K, &win, flat);
    }
    p.figure(&rect(cx - 224.0, 362.0, 448.0, 16.0).and(rect(cx - 224.0, 482.0, 448.0, 20.0)).and(top), 3.0);
    p.clear(&rect(cx - 20.0, 88.0, 14.0, 38.0).rect(cx + 6.0, 88.0, 14.0, 38.0));
    // Body with wings, columns and pediment.
    let wings = rect(cx - 520.0, 500.0, 1040.0, 300.0);
    p.clear(&wings.grown(6.0));
    p.ink(K, &wings, lines(0.0, 12.0, 0.15, across(cx - 520.0, 0.22, cx + 520.0, 0.62)));
    p.figure(&rect(cx - 536.0, 488.0, 1072.0, 20.0), 3.0);
    for i in 0..12 {
        let x = cx - 494.0 + if i < 6 { i as f32 * 42.0 } else { 738.0 + (i - 6) as f32 * 42.0 };
        for y in [548.0, 672.0] {
            let win = rect(x, y, 24.0, 74.0).oval(x + 12.0, y, 12.0, 14.0);
            p.clear(&win.grown(5.0));
            p.ink(K, &win, flat);
            p.cut(K, &rect(x + 10.0, y, 4.0, 74.0), flat);
        }
    }
    let porch = rect(cx - 236.0, 560.0, 472.0, 240.0);
    p.put(K, &porch);
    for i in 0..8 {
        let x = cx - 216.0 + i as f32 * 56.0;
        let col = poly(&[(x, 800.0), (x + 4.0, 566.0), (x + 36.0, 566.0), (x + 40.0, 800.0)]).and(rect(x - 4.0, 560.0, 48.0, 14.0)).and(rect(
            x - 4.0,
            788.0,
            48.0,
            14.0,
        ));
        p.clear(&col);
        p.ink(A, &col, across(x, 0.0, x + 40.0, 0.6));
        p.ink(K, &col, lines(90.0, 8.0, 0.12, across(x - 4.0, -0.25, x + 42.0, 0.9)));
    }
    let gable = poly(&[(cx - 262.0, 552.0), (cx, 452.0), (cx + 262.0, 552.0)]);
    p.figure(&gable, 5.0);
    p.clear(&poly(&[(cx - 206.0, 541.0), (cx, 464.0), (cx + 206.0, 541.0)]));
    p.ink(A, &poly(&[(cx - 206.0, 541.0), (cx, 464.0), (cx + 206.0, 541.0)]), flat);
    p.ink(
        K,
        &oval(cx, 516.0, 22.0, 22.0)
            .and(taper(&[(cx - 30.0, 530.0), (cx - 140.0, 534.0)], &[20.0, 2.0]))
            .and(taper(&[(cx + 30.0, 530.0), (cx + 140.0, 534.0)], &[20.0, 2.0])),
        flat,
    );
    // Steps, widening towards us.
    let steps = poly(&[(cx - 540.0, 800.0), (cx + 540.0, 800.0), (cx + 860.0, 985.0), (cx - 900.0, 985.0)]);
    p.clear(&rect(0.0, 800.0, p.w, 300.0));
    p.ink(A, &rect(0.0, 800.0, p.w, 300.0), k(0.35));
    p.ink(K, &rect(0.0, 800.0, p.w, 300.0), flecks(0.0, 46.0, 13.0, k(0.35)));
    p.clear(&steps.grown(3.0));
    for i in 0..11 {
        let t = i as f32 / 11.0;
        let y = 800.0 + 185.0 * t * (0.72 + 0.28 * t);
        let w = 540.0 + 330.0 * t;
        let th = 5.0 + 6.5 * t;
        p.ink(K, &taper(&[(cx - w, y + th), (cx, y + th), (cx + w, y + th)], &[th * 1.1, th * 0.7, th * 1.3]), flat);
    }
    for side in [-1.0f32, 1.0] {
        let x = cx + side * 585.0;
        let pier = rect(x - 46.0, 740.0, 92.0, 150.0).and(rect(x - 56.0, 728.0, 112.0, 18.0));
        p.figure(&pier, 5.0);
        p.gouge(&pier, lines(0.0, 24.0, 0.1, k(0.12)));
        let lamp = line(&[(x, 728.0), (x, 590.0)], 10.0).and(line(&[(x - 34.0, 620.0), (x + 34.0, 620.0)], 6.0));
        p.figure(&lamp, 3.0);
        for dx in [-34.0, 0.0, 34.0] {
            let y = if dx == 0.0 { 578.0 } else { 602.0 };
            p.clear(&oval(x + dx, y, 19.0, 19.0));
            p.ink(A, &oval(x + dx, y, 14.0, 14.0), flat);
            p.ink(K, &oval(x + dx, y, 16.0, 16.0).outline(4.0), flat);
        }
    }
    // The square and its people with long shadows.
    let folk = [
        (fig(420.0, 1010.0, 250.0).face(1.0).lean(4.0).legs((-20.0, -26.0), (20.0, 8.0)).dress(Head::Hat, Wear::Coat)),
        (fig(535.0, 1022.0, 236.0).face(1.0).lean(3.0).legs((-16.0, -24.0), (18.0, 6.0)).dress(Head::Bun, Wear::Skirt)),
        (fig(1120.0, 946.0, 150.0).face(-1.0).legs((-18.0, -6.0), (16.0, 24.0)).dress(Head::Bare, Wear::Coat)),
        (fig(1010.0, 892.0, 112.0).legs((-14.0, -4.0), (10.0, 12.0)).dress(Head::Long, Wear::Coat)),
        (fig(760.0, 872.0, 104.0).arms((-20.0, -10.0), (30.0, 150.0)).dress(Head::Cap, Wear::Trousers)),
        (fig(712.0, 880.0, 108.0).dress(Head::Bare, Wear::Skirt)),
    ];
    for f in folk {
        let sh = taper(&[(f.x, f.y), (f.x - f.h * 0.9, f.y + f.h * 0.2)], &[f.h * 0.14, f.h * 0.1]);
        p.ink(K, &sh, lines(12.0, 8.0, 0.2, k(0.6)));
        p.figure(&f.shape(), 4.0);
    }
}

/// The suspension bridge at night with lights on the water.
pub fn bridge_night(p: &mut Print) {
    let hy = 640.0;
    let sky = rect(0.0, 0.0, p.w, hy);
    p.ink(K, &sky, flat);
    p.ink(A, &sky, flat);
    let (mx, my) = (1270.0, 170.0);
    p.cut(K, &sky, rings(mx, my, 15.0, 0.3, around(mx, my, 70.0, 0.72, 760.0, -0.02)));
    p.clear(&oval(mx, my, 62.0, 62.0));
    p.ink(B, &oval(mx, my, 56.0, 56.0), flat);
    p.clear(&oval(mx - 22.0, my - 12.0, 40.0, 40.0));
    p.ink(B, &oval(mx - 22.0, my - 12.0, 40.0, 40.0), k(0.3));
    // Hills and town on the far shore with lit windows.
    let hill = under(
        &[(-10.0, 540.0), (200.0, 480.0), (420.0, 560.0), (700.0, 596.0), (980.0, 560.0), (1230.0, 500.0), (1420.0, 530.0), (1610.0, 470.0)],
        hy,
    );
    p.clear(&hill.grown(2.5));
    p.ink(K, &hill, flat);
    let water_area = rect(0.0, hy, p.w, 300.0);
    p.ink(K, &water_area, flat);
    p.ink(A, &water_area, flat);
    p.cut(K, &water_area, water(hy, 6.0, 0.34, down(hy, 0.42, 900.0, 0.2)));
    for _ in 0..210 {
        let x = p.rng.range(0.0, 1600.0);
        let y = p.rng.range(0.0, 92.0) * p.rng.range(0.2, 1.0);
        let r = rect(x, hy - 8.0 - y, p.rng.range(4.0, 9.0), p.rng.range(5.0, 10.0));
        if y < 40.0 || (x - 250.0).abs() < 200.0 || (x - 1400.0).abs() < 260.0 {
            p.clear(&r);
            p.ink(B, &r, flat);
        }
    }
    // The bridge: deck from near left to far right, towers in perspective.
    let deck = |x: f32| 590.0 - 120.0 * ((x - 700.0) / 900.0).powi(2) + if x < 700.0 { 0.00022 * (x - 700.0).powi(2) } else { 0.0 };
    let towers = [(395.0f32, 60.0f32, 58.0f32, 790.0f32), (1150.0, 250.0, 34.0, 690.0)];
    // Cables.
    let (t0, t1) = (towers[0], towers[1]);
    let mut cables: Vec<Vec<(f32, f32)>> = Vec::new();
    cables.push(smooth(&[(-120.0, 470.0), (60.0, 352.0), (230.0, 215.0), (t0.0, t0.1 + 14.0)], false));
    let mid: Vec<(f32, f32)> = (0..=24)
        .map(|i| {
            let t = i as f32 / 24.0;
            let x = t0.0 + (t1.0 - t0.0) * t;
            let chord = (t0.1 + 14.0) + (t1.1 - t0.1) * t;
            (x, chord + 1480.0 * 0.88 * t * (1.0 - t) * (1.0 - 0.35 * t))
        })
        .collect();
    cables.push(mid);
    cables.push(smooth(&[(t1.0, t1.1 + 14.0), (1300.0, 350.0), (1460.0, 432.0), (1640.0, 480.0)], false));
    for c in &cables {
        for (i, q) in c.iter().enumerate() {
            let d = deck(q.0);
            if i % 2 == 0 || c.len() < 30 {
                let w = 3.6 - 1.4 * (q.0 / 1600.0);
                p.clear(&line(&[*q, (q.0, d)], w + 1.0));
            }
        }
        p.clear(&line(c, 13.0));
        p.ink(K, &line(c, 6.5), flat);
    }
    let mut band = Vec::new();
    let mut low = Vec::new();
    for i in 0..=40 {
        let x = -20.0 + i as f32 * 41.0;
        let th = 46.0 - 26.0 * (x / 1600.0);
        band.push((x, deck(x)));
        low.push((x, deck(x) + th));
    }
    let top = band.clone();
    low.reverse();
    band.extend(low);
    let road = poly(&band);
    p.figure(&road, 5.0);
    for w in top.windows(2) {
        let (a, b) = (w[0], w[1]);
        let th = 40.0 - 24.0 * (a.0 / 1600.0);
        p.clear(&line(&[(a.0, a.1 + 9.0), (b.0, b.1 + th)], 2.5).and(line(&[(a.0, a.1 + th), (b.0, b.1 + 9.0)], 2.5)));
    }
    p.clear(&line(&top, 3.0).place(0.0, 7.0, 1.0, 1.0));
    for (x, y, w, foot) in towers {
        let s = w / 58.0;
        let leg = |dx: f32| poly(&[(x + dx - w * 0.2, y), (x + dx + w * 0.2, y), (x + dx + w * 0.3, foot), (x + dx - w * 0.3, foot)]);
        let mut t = leg(-w * 0.8).and(leg(w * 0.8));
        for (ty, h) in [(y + 26.0 * s, 30.0), (y + 190.0 * s, 24.0), (y + 350.0 * s, 24.0)] {
            t = t.rect(x - w * 0.9, ty, w * 1.8, h * s);
        }
        for (ya, yb) in [(y + 214.0 * s, y + 350.0 * s), (y + 374.0 * s, y + 500.0 * s)] {
            t = t.line(&[(x - w * 0.7, ya), (x + w * 0.7, yb)], 9.0 * s).line(&[(x + w * 0.7, ya), (x - w * 0.7, yb)], 9.0 * s);
        }
        t = t.and(poly(&[(x - w * 1.5, foot), (x + w * 1.5, foot), (x + w * 1.8, foot + 46.0 * s), (x - w * 1.8, foot + 46.0 * s)]));
        p.figure(&t, 5.0);
        p.gouge(&leg(-w * 0.8).and(leg(w * 0.8)), lines(90.0, 11.0 * s, 0.3, k(0.16)));
        let beacon = oval(x, y - 8.0, 9.0 * s, 9.0 * s);
        p.clear(&beacon.grown(5.0));
        p.ink(B, &beacon, flat);
    }
    // Lamps along the deck and their trails on the water.
    for i in 0..26 {
        let t = i as f32 / 25.0;
        let x = 1610.0 - 1600.0 * t.powf(1.25);
        let d = deck(x);
        let s = 1.0 - 0.55 * (x / 1600.0);
        p.clear(&line(&[(x, d), (x, d - 40.0 * s)], 5.0 * s));
        p.clear(&oval(x, d - 44.0 * s, 13.0 * s, 13.0 * s));
        p.ink(B, &oval(x, d - 44.0 * s, 10.0 * s, 10.0 * s), flat);
        let len = 250.0 * s * p.rng.range(0.7, 1.1);
        let top_y = hy + 14.0 + 26.0 * s;
        let n = (len / 13.0) as i32;
        for j in 0..n {
            let f = j as f32 / n as f32;
            let w = (9.0 + 20.0 * f) * s * p.rng.range(0.5, 1.2);
            let y = top_y + len * f;
            let dx = p.rng.range(-5.0, 5.0) * s;
            let dash = taper(&[(x + dx - w, y), (x + dx, y + 2.0), (x + dx + w, y)], &[1.0, 8.0 * s, 1.0]);
            p.clear(&dash);
            p.ink(B, &dash, flat);
        }
    }
    // A small ferry in the foreground.
    let boat = poly(&[(880.0, 800.0), (1240.0, 796.0), (1210.0, 846.0), (910.0, 848.0)])
        .and(rect(940.0, 756.0, 236.0, 46.0))
        .and(rect(990.0, 724.0, 120.0, 34.0))
        .and(line(&[(1060.0, 724.0), (1060.0, 664.0)], 5.0))
        .and(rect(1118.0, 706.0, 26.0, 52.0));
    p.figure(&boat, 5.0);
    for i in 0..7 {
        let w = rect(954.0 + i as f32 * 31.0, 768.0, 19.0, 18.0);
        p.clear(&w);
        p.ink(B, &w, flat);
    }
    p.clear(&rect(1000.0, 734.0, 96.0, 12.0));
    p.ink(B, &rect(1000.0, 734.0, 96.0, 12.0), flat);
    p.clear(&line(&[(896.0, 816.0), (1226.0, 812.0)], 4.0));
}
