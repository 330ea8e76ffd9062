//! Streets: the market in rain, the stair street, the bookshop at night.

use super::people::{Head, Wear, bust, fig};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, curve, line, oval, poly, rect, taper, under};
use super::tone::{around, bricks, down, flat, flecks, k, lines, rays, rings, water};

/// An open umbrella, 200 units wide, its tip at the origin's top: the dome and
/// its ribs.
fn umbrella(tilt: f32) -> (Shape, Shape, Shape) {
    let dome = poly(&super::shape::smooth(
        &[
            (-104.0, 4.0),
            (-92.0, -34.0),
            (-56.0, -72.0),
            (0.0, -88.0),
            (56.0, -72.0),
            (92.0, -34.0),
            (104.0, 4.0),
            (78.0, -8.0),
            (52.0, 4.0),
            (26.0, -9.0),
            (0.0, 4.0),
            (-26.0, -9.0),
            (-52.0, 4.0),
            (-78.0, -8.0),
        ],
        true,
    ));
    let ribs = curve(&[(0.0, -88.0), (-38.0, -52.0), (-52.0, 2.0)], 2.6)
        .and(curve(&[(0.0, -88.0), (0.0, 2.0)], 2.6))
        .and(curve(&[(0.0, -88.0), (38.0, -52.0), (52.0, 2.0)], 2.6));
    let shaft = line(&[(0.0, -88.0), (0.0, -102.0)], 5.0).and(line(&[(0.0, -10.0), (0.0, 92.0)], 4.0));
    (dome.turn(tilt, 0.0, 60.0), ribs.turn(tilt, 0.0, 60.0), shaft.turn(tilt, 0.0, 60.0))
}

/// A market street in the rain.
pub fn rain_market(p: &mut Print) {
    let (vx, vy) = (700.0, 470.0);
    let all = p.sheet();
    p.ink(B, &all, down(0.0, 0.55, 470.0, 0.15));
    // House fronts on both sides, running to the vanishing point.
    let left = poly(&[(-10.0, -10.0), (330.0, -10.0), (620.0, 320.0), (620.0, 560.0), (-10.0, 900.0)]);
    let right = poly(&[(1610.0, -10.0), (1130.0, -10.0), (790.0, 340.0), (790.0, 560.0), (1610.0, 960.0)]);
    for side in [&left, &right] {
        p.figure(side, 5.0);
        p.gouge(side, rays(vx, vy, 46.0, 0.2, k(0.14)));
    }
    for i in 0..5 {
        let t = (i as f32 + 0.35) / 5.0;
        let f = |t: f32| 1.0 / (1.0 + 2.6 * t);
        let (a, b) = (f(t), f(t + 0.09));
        for (side, base) in [(-1.0f32, 760.0), (1.0, 960.0)] {
            for level in 0..3 {
                let (y0, y1) = (-430.0 + level as f32 * 190.0, -310.0 + level as f32 * 190.0);
                let q = poly(&[
                    (vx + side * base * a, vy + y0 * a),
                    (vx + side * base * b, vy + y0 * b),
                    (vx + side * base * b, vy + y1 * b),
                    (vx + side * base * a, vy + y1 * a),
                ]);
                p.clear(&q.grown(3.0));
                p.ink(if (i + level) % 3 == 0 { B } else { K }, &q, lines(0.0, 8.0, 0.2, k(0.5)));
            }
        }
    }
    // Wet ground.
    let ground = poly(&[(-10.0, 900.0), (600.0, 562.0), (800.0, 562.0), (1610.0, 950.0), (1610.0, 1080.0), (-10.0, 1080.0)]);
    p.clear(&ground.grown(4.0));
    p.ink(B, &ground, k(0.55));
    p.ink(K, &ground, water(540.0, 6.0, 0.4, down(560.0, 0.3, 1060.0, 0.55)));
    // Awnings with stripes, from far to near.
    for i in (0..4).rev() {
        let f = |t: f32| 1.0 / (1.0 + 1.5 * t);
        let (a, b) = (f(i as f32), f(i as f32 + 0.72));
        for side in [-1.0f32, 1.0] {
            let base = if side < 0.0 { 690.0 } else { 860.0 };
            let lip = base - 250.0;
            let (h0, h1) = (-30.0, 90.0);
            for s in 0..8 {
                let (u0, u1) = (a + (b - a) * s as f32 / 8.0, a + (b - a) * (s + 1) as f32 / 8.0);
                let stripe = poly(&[
                    (vx + side * base * u0, vy + h0 * u0),
                    (vx + side * base * u1, vy + h0 * u1),
                    (vx + side * lip * u1, vy + h1 * u1),
                    (vx + side * lip * u1, vy + (h1 + 42.0) * u1),
                    (vx + side * lip * u0, vy + (h1 + 42.0) * u0),
                    (vx + side * lip * u0, vy + h1 * u0),
                ]);
                p.clear(&stripe.grown(1.0));
                if s % 2 == 0 {
                    p.ink(A, &stripe, flat);
                } else {
                    p.ink(K, &stripe.outline(2.0), flat);
                }
            }
            // Under the awning: the stall, crates with goods, a lamp.
            let (x0, x1) = (vx + side * (lip + 40.0) * a, vx + side * (lip + 40.0) * b);
            let (g0, g1) = (vy + 250.0 * a, vy + 250.0 * b);
            let stall = poly(&[(x0, g0), (x1, g1), (x1, vy + 400.0 * b), (x0, vy + 400.0 * a)]);
            p.figure(&stall, 4.0);
            p.gouge(&stall, lines(90.0, 22.0 * a + 6.0, 0.1, k(0.12)));
            for s in 0..9 {
                let t = (s as f32 + 0.5) / 9.0;
                let u = a + (b - a) * t;
                let r = 20.0 * u;
                let fruit = oval(vx + side * (lip + 40.0) * u, vy + 238.0 * u, r, r * 0.9);
                p.clear(&fruit.grown(2.5));
                p.ink(if s % 3 == 1 { A } else { K }, &fruit, flat);
            }
            let lamp = oval(vx + side * (lip + 20.0) * a * 0.9, vy + 170.0 * a, 17.0 * a, 17.0 * a);
            p.clear(&lamp.grown(9.0 * a));
            p.ink(A, &lamp.outline(3.0), flat);
        }
    }
    // People under umbrellas, from far to near.
    let crowd = [
        (740.0, 690.0, 0.52, 4.0, A, 0),
        (610.0, 720.0, 0.6, -8.0, K, 1),
        (860.0, 760.0, 0.74, 10.0, K, 2),
        (705.0, 835.0, 0.95, -5.0, B, 3),
        (1010.0, 900.0, 1.15, 8.0, K, 4),
        (450.0, 960.0, 1.45, -10.0, A, 5),
    ];
    for (x, y, s, tilt, plate, n) in crowd {
        let h = 330.0 * s;
        let wear = if n % 2 == 0 { Wear::Coat } else { Wear::Skirt };
        let f = fig(x, y, h).arms((-14.0, -8.0), (24.0, 168.0)).legs((-10.0, -4.0), (12.0, 16.0)).dress(Head::Bare, wear);
        let glint = taper(&[(x, y), (x, y + h * 0.5)], &[h * 0.3, h * 0.08]);
        p.ink(K, &glint, water(540.0, 7.0, 0.4, down(y, 1.0, y + h * 0.5, 0.1)));
        p.figure(&f.shape(), 4.0);
        let (dome, ribs, shaft) = umbrella(tilt);
        let (ux, uy, us) = (x + 6.0 * s, y - h * 0.95, s * 1.12);
        p.figure(&shaft.place(ux, uy, us, us), 2.0);
        let dome = dome.place(ux, uy, us, us);
        p.clear(&dome.grown(5.0));
        p.ink(plate, &dome, flat);
        if plate != K {
            p.ink(K, &dome, lines(60.0, 9.0, 0.3, super::tone::across(ux - 60.0 * s, -0.3, ux + 110.0 * s, 0.75)));
            p.ink(K, &dome.outline(4.0), flat);
        }
        p.clear(&ribs.place(ux, uy, us, us));
    }
    // A huge umbrella close by at the right, with the head under it.
    let (dome, ribs, shaft) = umbrella(-12.0);
    let body = bust(1330.0, 905.0, 74.0, Head::Long, 0.0);
    p.figure(&body, 6.0);
    p.figure(&shaft.place(1352.0, 820.0, 3.5, 3.0), 3.0);
    let dome = dome.place(1320.0, 800.0, 3.5, 3.0);
    p.clear(&dome.grown(7.0));
    p.ink(A, &dome, flat);
    p.ink(K, &dome, rings(1240.0, 560.0, 15.0, 0.3, around(1180.0, 600.0, 60.0, -0.1, 430.0, 0.75)));
    p.ink(K, &dome.outline(6.0), flat);
    p.clear(&ribs.place(1320.0, 800.0, 3.5, 3.0));
    // Rain.
    for _ in 0..330 {
        let (x, y) = (p.rng.range(-60.0, 1700.0), p.rng.range(-40.0, 1060.0));
        let len = p.rng.range(40.0, 120.0);
        let w = p.rng.range(2.0, 4.6);
        p.clear(&taper(&[(x, y), (x - len * 0.26, y + len)], &[0.8, w]));
    }
    for _ in 0..70 {
        let (x, y) = (p.rng.range(0.0, 1600.0), p.rng.range(880.0, 1050.0));
        let s = p.rng.range(5.0, 12.0);
        p.clear(&oval(x, y, s * 1.8, s * 0.55).outline(2.2));
    }
}

/// A hillside street of stairs under lamps.
pub fn street_lamps(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    p.ink(B, &all, flat);
    p.cut(K, &all, lines(-36.0, 17.0, 0.45, down(0.0, 0.10, 500.0, 0.34)));
    for _ in 0..60 {
        let (x, y) = (p.rng.range(300.0, 1300.0), p.rng.range(20.0, 380.0));
        let r = p.rng.range(1.5, 4.5);
        p.clear(&oval(x, y, r, r));
    }
    // The stair, swinging up to the right and back.
    let path = |t: f32| -> (f32, f32, f32) {
        let s = (1.0 - t).powf(1.5);
        (830.0 + 250.0 * (t * 3.6).sin() * (0.35 + 0.4 * t) - 160.0 * t, 300.0 + 930.0 * s, 60.0 + 560.0 * s)
    };
    // Houses stepping up the hill, far to near, both sides.
    for i in (0..7).rev() {
        let t = i as f32 / 8.0 + 0.02;
        let (cx, y, w) = path(t);
        for side in [-1.0f32, 1.0] {
            let x0 = cx + side * w * 0.56;
            let hw = w * 1.05 + 40.0;
            let hh = w * 1.05 + 90.0 + if (i + (side > 0.0) as i32) % 2 == 0 { 50.0 } else { 0.0 };
            let (xa, xb) = (x0, x0 + side * hw);
            let front = poly(&[(xa, y), (xa, y - hh), (xb, y - hh), (xb, y + 200.0), (xa, y + 200.0)]);
            let roof = poly(&[(xa - side * w * 0.06, y - hh), (xa + side * hw * 0.16, y - hh - w * 0.25), (xb, y - hh - w * 0.25), (xb, y - hh)]);
            p.figure(&front.clone().and(roof.clone()), 5.0);
            p.ink(B, &front, flat);
            p.gouge(&roof, lines(90.0, 13.0 + w * 0.015, 0.2, k(0.25)));
            p.cut(
                K,
                &front,
                lines(if i % 2 == 0 { 0.0 } else { 90.0 }, 15.0, 0.3, super::tone::across(xa, if side > 0.0 { 0.3 } else { 0.42 }, xb, 0.02)),
            );
            for r in 0..2 {
                for c in 0..2 {
                    let lit = (i * 3 + r * 2 + c + (side > 0.0) as i32) % 3 != 0;
                    let wx = xa + side * hw * (0.2 + 0.3 * c as f32) - hw * 0.07;
                    let wy = y - hh * (0.82 - 0.42 * r as f32);
                    let win = rect(wx, wy, hw * 0.14, hh * 0.2);
                    p.clear(&win.grown(4.0));
                    p.ink(if lit { A } else { K }, &win, flat);
                    p.ink(
                        K,
                        &line(&[(wx + hw * 0.07, wy), (wx + hw * 0.07, wy + hh * 0.2)], 3.0)
                            .and(line(&[(wx, wy + hh * 0.1), (wx + hw * 0.14, wy + hh * 0.1)], 3.0)),
                        flat,
                    );
                }
            }
        }
    }
    // Steps from far to near.
    let n = 34;
    for i in (0..n).rev() {
        let (t0, t1) = (i as f32 / n as f32, (i + 1) as f32 / n as f32);
        let ((x0, y0, w0), (x1, y1, w1)) = (path(t0), path(t1));
        let tread = poly(&[(x0 - w0 / 2.0, y0), (x0 + w0 / 2.0, y0), (x1 + w1 / 2.0, y1), (x1 - w1 / 2.0, y1)]);
        p.clear(&tread.grown(1.0));
        p.ink(A, &tread, k(0.35));
        let rise = (y0 - y1) * 0.55;
        let riser = poly(&[(x0 - w0 / 2.0, y0), (x0 + w0 / 2.0, y0), (x0 + w0 / 2.0, y0 - rise), (x0 - w0 / 2.0, y0 - rise)]);
        p.put(K, &riser);
        p.gouge(&riser, flecks(0.0, 30.0, 9.0, k(0.3)));
    }
    // Lamps at the side of the stair, far to near.
    for (t, side) in [(0.78f32, 1.0f32), (0.6, -1.0), (0.42, 1.0), (0.24, -1.0)] {
        let (cx, y, w) = path(t);
        let x = cx + side * w * 0.52;
        let s = w / 260.0;
        let (lx, ly) = (x - side * 26.0 * s, y - 330.0 * s);
        let glow = oval(lx, ly, 190.0 * s, 190.0 * s);
        p.cut(K, &glow, rings(lx, ly, 13.0 + 5.0 * s, 0.2, around(lx, ly, 20.0 * s, 0.95, 190.0 * s, 0.0)));
        p.cut(B, &glow, around(lx, ly, 20.0 * s, 1.0, 190.0 * s, 0.2));
        p.ink(A, &glow, around(lx, ly, 30.0 * s, 0.95, 190.0 * s, 0.0));
        let post = line(&[(x, y), (x, ly - 46.0 * s)], 13.0 * s)
            .and(curve(&[(x, ly - 46.0 * s), (x - side * 12.0 * s, ly - 64.0 * s), (lx, ly - 52.0 * s)], 8.0 * s))
            .and(rect(x - 14.0 * s, y - 46.0 * s, 28.0 * s, 46.0 * s));
        p.figure(&post, 3.0);
        let glass =
            poly(&[(lx - 22.0 * s, ly - 26.0 * s), (lx + 22.0 * s, ly - 26.0 * s), (lx + 14.0 * s, ly + 30.0 * s), (lx - 14.0 * s, ly + 30.0 * s)]);
        p.clear(&glass.grown(4.0));
        p.ink(K, &glass.outline(5.0 * s + 1.0), flat);
        p.figure(&poly(&[(lx - 30.0 * s, ly - 26.0 * s), (lx, ly - 54.0 * s), (lx + 30.0 * s, ly - 26.0 * s)]), 1.0);
    }
    // One person on the way up with a bag, and a long shadow down the steps.
    let (cx, y, w) = path(0.26);
    let who = fig(cx + 24.0, y + 8.0, w * 1.02).arms((-16.0, -8.0), (14.0, 8.0)).legs((-12.0, -2.0), (16.0, -10.0)).dress(Head::Hat, Wear::Coat);
    p.ink(K, &taper(&[(who.x, who.y), (who.x + 130.0, who.y + 280.0)], &[80.0, 130.0]), lines(64.0, 13.0, 0.2, k(0.7)));
    p.figure(&who.shape(), 6.0);
    let hand = who.hand(1);
    p.figure(&rect(hand.0 - 26.0, hand.1 + 8.0, 56.0, 46.0).and(oval(hand.0 + 2.0, hand.1 + 6.0, 16.0, 12.0).outline(6.0)), 4.0);
}

/// The bookshop's window at night, a cat in it.
pub fn bookshop_window(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, bricks(86.0, 38.0, 2.6));
    p.cut(K, &all, lines(0.0, 38.0, 0.5, around(800.0, 560.0, 500.0, 0.3, 900.0, -0.4)));
    p.ink(B, &all, around(800.0, 500.0, 300.0, 0.75, 900.0, 0.35));
    let (x0, x1, y0, y1) = (250.0, 1130.0, 280.0, 850.0);
    let frame = rect(x0 - 40.0, y0 - 30.0, x1 - x0 + 80.0, y1 - y0 + 120.0);
    p.figure(&frame, 6.0);
    let glass = rect(x0, y0, x1 - x0, y1 - y0);
    p.clear(&glass);
    p.ink(A, &glass, around(690.0, 330.0, 120.0, 0.1, 560.0, 1.0));
    p.ink(K, &glass, rays(690.0, 300.0, 70.0, 0.25, around(690.0, 300.0, 180.0, -0.1, 800.0, 0.45)));
    // Shelves at the back full of spines.
    for row in 0..3 {
        let y = 440.0 + row as f32 * 148.0;
        let mut x = x0 + 8.0;
        while x < x1 - 30.0 {
            let w = p.rng.range(15.0, 40.0);
            let h = p.rng.range(82.0, 122.0);
            if (x + w > 590.0 && x < 800.0 && row == 0) || p.rng.chance(0.07) {
                x += w;
                continue;
            }
            let tilt = if p.rng.chance(0.12) { 11.0 } else { 0.0 };
            let book = rect(x, y - h, w - 3.0, h).turn(tilt, x, y);
            p.clear(&book.grown(2.5));
            match p.rng.below(4) {
                0 => p.ink(B, &book, flat),
                1 => p.ink(A, &book, flat),
                2 => p.ink(K, &book, lines(90.0, 7.0, 0.2, k(0.45))),
                _ => p.ink(K, &book, flat),
            }
            p.ink(K, &book.outline(2.6), flat);
            let band = rect(x + 3.0, y - h * 0.8, w - 9.0, 7.0).and(rect(x + 3.0, y - h * 0.22, w - 9.0, 4.0)).turn(tilt, x, y);
            p.clear(&band);
            x += w + if tilt > 0.0 { 18.0 } else { 0.0 };
        }
        p.figure(&rect(x0, y, x1 - x0, 13.0), 2.5);
    }
    // A hanging lamp.
    let lamp = poly(&[(610.0, 372.0), (650.0, 318.0), (730.0, 318.0), (770.0, 372.0)]).and(line(&[(690.0, y0), (690.0, 320.0)], 6.0));
    p.clear(&oval(690.0, 384.0, 66.0, 26.0));
    p.figure(&lamp, 4.0);
    // Display: open book on a stand, piles.
    let pile = |x: f32, n: i32, w: f32| -> Vec<Shape> {
        (0..n).map(|i| rect(x - w / 2.0 + ((i * 37) % 17) as f32 - 8.0, 838.0 - (i + 1) as f32 * 30.0, w, 28.0)).collect()
    };
    for (x, n, w) in [(345.0, 4, 150.0), (520.0, 2, 170.0), (1040.0, 5, 140.0)] {
        for (i, b) in pile(x, n, w).iter().enumerate() {
            p.clear(&b.grown(3.0));
            p.ink([B, K, A][i % 3], b, flat);
            p.ink(K, &b.outline(3.0), flat);
            p.clear(&rect(x + w / 2.0 - 20.0, 838.0 - (i + 1) as f32 * 30.0 + 5.0, 12.0, 18.0));
        }
    }
    // The cat, seated, looking out, her tail over the sill.
    let cat = blob(&[
        (700.0, 850.0),
        (690.0, 760.0),
        (722.0, 668.0),
        (770.0, 610.0),
        (842.0, 604.0),
        (892.0, 664.0),
        (925.0, 760.0),
        (920.0, 850.0),
        (810.0, 862.0),
    ])
    .and(blob(&[
        (738.0, 560.0),
        (742.0, 512.0),
        (775.0, 488.0),
        (808.0, 484.0),
        (842.0, 488.0),
        (874.0, 512.0),
        (878.0, 560.0),
        (850.0, 606.0),
        (808.0, 622.0),
        (766.0, 606.0),
    ]))
    .and(poly(&[(740.0, 540.0), (736.0, 446.0), (800.0, 494.0)]))
    .and(poly(&[(876.0, 540.0), (880.0, 446.0), (816.0, 494.0)]))
    .and(taper(&[(905.0, 838.0), (975.0, 850.0), (985.0, 905.0), (950.0, 950.0), (965.0, 985.0)], &[40.0, 34.0, 28.0, 24.0, 14.0]));
    p.figure(&cat, 6.0);
    for x in [778.0, 838.0] {
        let eye = blob(&[(x - 21.0, 552.0), (x, 537.0), (x + 21.0, 552.0), (x, 566.0)]);
        p.clear(&eye.grown(2.0));
        p.ink(A, &eye, flat);
        p.ink(K, &oval(x, 552.0, 4.5, 12.0), flat);
    }
    let marks = poly(&[(800.0, 578.0), (816.0, 578.0), (808.0, 588.0)])
        .and(curve(&[(808.0, 588.0), (800.0, 600.0), (786.0, 598.0)], 3.0))
        .and(curve(&[(808.0, 588.0), (816.0, 600.0), (830.0, 598.0)], 3.0))
        .and(line(&[(786.0, 584.0), (706.0, 570.0)], 2.4))
        .and(line(&[(786.0, 590.0), (710.0, 598.0)], 2.4))
        .and(line(&[(830.0, 584.0), (910.0, 570.0)], 2.4))
        .and(line(&[(830.0, 590.0), (906.0, 598.0)], 2.4))
        .and(curve(&[(776.0, 850.0), (772.0, 780.0), (786.0, 720.0)], 4.0))
        .and(curve(&[(842.0, 850.0), (846.0, 780.0), (830.0, 720.0)], 4.0));
    p.clear(&marks);
    p.gouge(
        &blob(&[(712.0, 840.0), (704.0, 770.0), (734.0, 690.0), (760.0, 660.0), (740.0, 760.0), (744.0, 840.0)]),
        flecks(70.0, 26.0, 9.0, k(0.6)),
    );
    // Window bars, sill, awning.
    for x in [x0 + 293.0, x0 + 586.0] {
        if x < 700.0 {
            p.figure(&rect(x - 7.0, y0, 14.0, y1 - y0), 2.0);
        }
    }
    p.figure(&rect(x0 - 60.0, y1 + 4.0, x1 - x0 + 120.0, 34.0), 4.0);
    p.figure(&taper(&[(905.0, 838.0), (975.0, 850.0), (985.0, 905.0), (950.0, 950.0), (965.0, 985.0)], &[40.0, 34.0, 28.0, 24.0, 14.0]), 4.0);
    for i in 0..16 {
        let w = (x1 - x0 + 160.0) / 16.0;
        let x = x0 - 80.0 + i as f32 * w;
        let inner = x0 - 40.0 + i as f32 * (x1 - x0 + 80.0) / 16.0;
        let wi = (x1 - x0 + 80.0) / 16.0;
        let s = poly(&[(inner, 120.0), (inner + wi, 120.0), (x + w, 262.0), (x, 262.0)]).and(oval(x + w / 2.0, 262.0, w / 2.0, 34.0));
        p.put(K, &s.grown(3.0));
        p.clear(&s);
        if i % 2 == 0 {
            p.ink(B, &s, flat);
            p.ink(K, &s, lines(90.0, 8.0, 0.25, down(120.0, 0.6, 270.0, 0.0)));
        }
    }
    // The door at the right, ajar with light; a street lamp's pool on the paving.
    let door = rect(1240.0, 300.0, 240.0, 650.0);
    p.figure(&door.grown(22.0), 5.0);
    p.clear(&rect(1262.0, 330.0, 196.0, 360.0));
    p.ink(A, &rect(1262.0, 330.0, 196.0, 360.0), flat);
    p.ink(K, &rect(1262.0, 330.0, 196.0, 360.0), lines(48.0, 14.0, 0.3, down(330.0, 0.62, 690.0, 0.12)));
    p.ink(K, &line(&[(1360.0, 330.0), (1360.0, 690.0)], 9.0).and(line(&[(1262.0, 500.0), (1458.0, 500.0)], 9.0)), flat);
    p.clear(&rect(1262.0, 730.0, 196.0, 180.0).outline(4.0).and(oval(1276.0, 712.0, 8.0, 8.0)));
    let walk = under(&[(-10.0, 968.0), (800.0, 966.0), (1610.0, 968.0)], 1080.0);
    p.clear(&walk.grown(5.0));
    p.ink(K, &walk, flat);
    let pool = poly(&[(300.0, 966.0), (1090.0, 966.0), (1290.0, 1075.0), (120.0, 1075.0)]).and(poly(&[
        (1262.0, 966.0),
        (1458.0, 966.0),
        (1560.0, 1075.0),
        (1300.0, 1075.0),
    ]));
    p.clear(&pool);
    p.ink(A, &pool, flat);
    p.ink(K, &pool, flecks(0.0, 80.0, 16.0, k(0.5)));
    p.cut(K, &walk, lines(0.0, 36.0, 0.1, k(0.08)));
}
