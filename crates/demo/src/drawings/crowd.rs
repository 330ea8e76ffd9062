//! Crowds: the petition on the square, the fish auction.

use super::people::{Head, Wear, bust, fig, some_head};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, curve, line, oval, poly, rect, taper};
use super::tone::{across, around, dots, down, flat, flecks, k, lines, rays};

/// A square full of people with placards, a speaker above them.
pub fn petition_square(p: &mut Print) {
    let (sx, sy) = (1090.0, 420.0);
    let all = p.sheet();
    p.ink(B, &all, down(0.0, 0.7, 700.0, 0.15));
    p.ink(K, &all, rays(sx, sy, 72.0, 0.22, around(sx, sy, 200.0, -0.1, 1100.0, 0.7)));
    // Arcaded front of the square.
    let front = poly(&[(-10.0, 250.0), (720.0, 330.0), (720.0, 640.0), (-10.0, 700.0)]);
    p.figure(&front, 5.0);
    p.gouge(&front, lines(6.0, 24.0, 0.25, k(0.12)));
    for i in 0..7 {
        let t = i as f32 / 7.0;
        let x = 10.0 + 700.0 * t * (1.0 + 0.0 * t);
        let w = 70.0 - 10.0 * t;
        let base = 560.0 - 14.0 * t;
        let top = 466.0 + 30.0 * t;
        let arch = rect(x, top, w, base + 140.0 - top).oval(x + w / 2.0, top, w / 2.0, w * 0.55);
        p.clear(&arch);
        p.ink(K, &arch, lines(90.0, 8.0, 0.2, across(x, 0.9, x + w, 0.2)));
        let win = rect(x + w * 0.25, 330.0 + 44.0 * t, w * 0.5, 62.0 - 8.0 * t);
        p.clear(&win.grown(4.0));
        p.ink(B, &win, flat);
    }
    let tower = rect(1400.0, 150.0, 130.0, 560.0).and(poly(&[(1384.0, 152.0), (1465.0, 44.0), (1546.0, 152.0)]));
    p.figure(&tower, 5.0);
    p.gouge(&tower, lines(0.0, 20.0, 0.25, k(0.14)));
    p.clear(&oval(1465.0, 240.0, 42.0, 42.0));
    p.ink(
        K,
        &oval(1465.0, 240.0, 36.0, 36.0)
            .outline(5.0)
            .and(line(&[(1465.0, 240.0), (1465.0, 214.0)], 5.0))
            .and(line(&[(1465.0, 240.0), (1484.0, 250.0)], 5.0)),
        flat,
    );
    // Far heads as dots, then rows of people growing nearer.
    let mist = poly(&[(-10.0, 640.0), (1610.0, 640.0), (1610.0, 1080.0), (-10.0, 1080.0)]);
    p.clear(&mist);
    p.ink(K, &mist, dots(20.0, 15.0, down(640.0, 0.72, 760.0, 0.86)));
    // The plinth and the speaker.
    let plinth = poly(&[(990.0, 720.0), (1005.0, 560.0), (1175.0, 560.0), (1190.0, 720.0)]).and(rect(990.0, 540.0, 200.0, 24.0));
    p.figure(&plinth, 6.0);
    p.gouge(&plinth, lines(90.0, 17.0, 0.2, across(990.0, 0.5, 1190.0, 0.02)));
    let speaker = fig(sx, 546.0, 330.0)
        .face(-1.0)
        .lean(-4.0)
        .arms((-62.0, -112.0), (112.0, 168.0))
        .legs((-14.0, -6.0), (14.0, 14.0))
        .dress(Head::Bun, Wear::Coat);
    p.figure(&speaker.shape(), 6.0);
    let hand = speaker.hand(0);
    let horn = poly(&[(hand.0 + 14.0, hand.1 - 22.0), (hand.0 - 92.0, hand.1 - 62.0), (hand.0 - 92.0, hand.1 + 32.0), (hand.0 + 14.0, hand.1 - 2.0)]);
    p.clear(&horn.grown(5.0));
    p.ink(A, &horn, flat);
    p.ink(K, &horn.outline(4.0), flat);
    for row in 0..5 {
        let t = row as f32 / 4.0;
        let s = 22.0 + 52.0 * t * t + 12.0 * t;
        let y = 690.0 + 220.0 * t;
        let gap = s * 3.5;
        let n = (1700.0 / gap) as i32 + 1;
        // Placards belong to the row behind their bearers.
        for i in 0..n {
            let x = -40.0 + i as f32 * gap + p.rng.range(-0.3, 0.3) * gap;
            if (i * 7 + row * 3) % 3 != 0 || (x - sx).abs() < 150.0 && row < 3 {
                continue;
            }
            let w = s * p.rng.range(3.2, 4.4);
            let h = w * p.rng.range(0.62, 0.8);
            let lift = s * p.rng.range(3.2, 5.2);
            let tilt = p.rng.range(-9.0, 9.0);
            let (bx, by) = (x, y - lift);
            let pole = line(&[(bx, by), (bx, y + s)], s * 0.2).turn(tilt, x, y);
            let board = rect(bx - w / 2.0, by - h, w, h).turn(tilt, x, y);
            p.figure(&pole, 3.0);
            p.put(K, &board.grown(3.0 + s * 0.05));
            p.clear(&board);
            let kind = (i + row) % 3;
            if kind == 0 {
                p.ink(A, &board, flat);
            } else if kind == 1 {
                p.ink(B, &board, k(0.9));
            }
            let mut marks = Shape::new();
            match (i * 5 + row) % 4 {
                0 => {
                    marks = marks.line(&[(bx - w * 0.2, by - h * 0.52), (bx - w * 0.04, by - h * 0.3), (bx + w * 0.26, by - h * 0.78)], s * 0.3);
                }
                1 => marks = marks.oval(bx, by - h * 0.5, h * 0.26, h * 0.26),
                _ => {
                    for l in 0..3 {
                        let ly = by - h * (0.78 - 0.27 * l as f32);
                        marks = marks.rect(bx - w * 0.38, ly, w * (0.76 - 0.2 * (l == 2) as i32 as f32), h * 0.11);
                    }
                }
            }
            let marks = marks.turn(tilt, x, y);
            if kind == 0 { p.clear(&marks) } else { p.ink(K, &marks, flat) }
        }
        for i in 0..n {
            let x = -40.0 + (i as f32 + 0.5 * (row % 2) as f32) * gap + p.rng.range(-0.15, 0.15) * gap;
            let yy = y + p.rng.range(-0.4, 0.5) * s;
            let kind = p.rng.below(5);
            let body = bust(x, yy, s, some_head(kind), 0.0).and(rect(x - s * 2.2, yy + s * 4.0, s * 4.4, 400.0));
            p.figure(&body, 2.5 + s * 0.05);
            if p.rng.chance(0.16) {
                let side = if p.rng.chance(0.5) { 1.0 } else { -1.0 };
                let arm = taper(
                    &[(x + side * s * 1.7, yy + s * 2.6), (x + side * s * 2.1, yy + s * 0.4), (x + side * s * 1.5, yy - s * 1.9)],
                    &[s * 0.9, s * 0.7, s * 0.55],
                )
                .oval(x + side * s * 1.5, yy - s * 2.1, s * 0.42, s * 0.46);
                p.figure(&arm, 2.5 + s * 0.04);
            }
            let coat = rect(x - s * 2.0, yy + s * 2.2, s * 4.0, s * 5.0);
            match p.rng.below(4) {
                0 => p.cut(K, &rect(x - s * 1.6, yy + s * 2.4, s * 3.2, s * 5.0), lines(78.0, s * 0.4 + 4.0, 0.4, k(0.22))),
                1 => p.cut(K, &coat, flecks(60.0, s * 0.9, s * 0.34, k(0.35))),
                2 if row > 1 => {
                    let scarf = taper(&[(x - s * 1.1, yy + s * 1.3), (x, yy + s * 1.65), (x + s * 1.1, yy + s * 1.3)], &[s * 0.5, s * 0.6, s * 0.5]);
                    p.clear(&scarf.grown(3.0));
                    p.ink(A, &scarf, flat);
                }
                _ => {}
            }
        }
    }
}

/// A fish lying flat, head to the left, 200 units long: body, fins, details.
pub fn fish() -> (Shape, Shape) {
    let body =
        blob(&[(-100.0, 2.0), (-76.0, -22.0), (-30.0, -36.0), (30.0, -28.0), (72.0, -8.0), (72.0, 8.0), (30.0, 26.0), (-30.0, 34.0), (-76.0, 22.0)])
            .and(poly(&[(60.0, -8.0), (104.0, -38.0), (94.0, 0.0), (104.0, 38.0), (60.0, 8.0)]))
            .and(poly(&[(-30.0, -30.0), (-4.0, -54.0), (34.0, -26.0)]))
            .and(poly(&[(-10.0, 26.0), (10.0, 46.0), (28.0, 24.0)]));
    let cut = oval(-74.0, -6.0, 7.5, 7.5)
        .and(curve(&[(-52.0, -27.0), (-42.0, 0.0), (-52.0, 26.0)], 4.5))
        .and(curve(&[(-34.0, -4.0), (10.0, -2.0), (64.0, 0.0)], 3.0))
        .and(curve(&[(-22.0, -20.0), (-12.0, -12.0), (-22.0, -4.0)], 3.0))
        .and(curve(&[(2.0, -20.0), (12.0, -12.0), (2.0, -4.0)], 3.0))
        .and(curve(&[(26.0, -17.0), (34.0, -10.0), (26.0, -3.0)], 3.0))
        .and(curve(&[(-20.0, 6.0), (-10.0, 13.0), (-20.0, 21.0)], 3.0))
        .and(curve(&[(4.0, 6.0), (14.0, 12.0), (4.0, 19.0)], 3.0))
        .and(line(&[(76.0, -8.0), (94.0, -24.0)], 3.0))
        .and(line(&[(76.0, 8.0), (94.0, 24.0)], 3.0));
    (body, cut)
}

/// The fish auction: lamps, bidders in caps, crates of fish.
pub fn fish_auction(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    p.ink(A, &all, flat);
    p.cut(K, &rect(0.0, 0.0, p.w, 600.0), rays(800.0, 380.0, 60.0, 0.25, around(800.0, 380.0, 80.0, 0.4, 800.0, 0.05)));
    // Roof trusses.
    for i in 0..4 {
        let y = 60.0 + i as f32 * 48.0;
        let m = i as f32 * 130.0;
        let truss = line(&[(-20.0 + m, y + 110.0), (800.0, y), (1620.0 - m, y + 110.0)], 16.0 - i as f32 * 3.0)
            .and(line(&[(-20.0 + m, y + 112.0), (1620.0 - m, y + 112.0)], 10.0 - i as f32 * 2.0));
        p.figure(&truss, 3.0);
    }
    // The open gate at the back: morning, a mast.
    let gate = rect(690.0, 300.0, 250.0, 330.0);
    p.clear(&gate.grown(6.0));
    p.ink(B, &gate, down(300.0, 1.0, 600.0, 0.25));
    p.ink(K, &gate, lines(0.0, 12.0, 0.3, down(300.0, 0.0, 640.0, 0.5)));
    p.figure(
        &line(&[(870.0, 640.0), (870.0, 360.0)], 7.0)
            .and(line(&[(870.0, 400.0), (930.0, 560.0)], 4.0))
            .and(line(&[(870.0, 380.0), (800.0, 580.0)], 3.0)),
        2.0,
    );
    // Lamps with cones of light.
    for (x, y, s) in [(250.0, 250.0, 1.15), (1350.0, 250.0, 1.15), (570.0, 275.0, 0.8), (1060.0, 275.0, 0.8)] {
        let cone = poly(&[(x - 30.0 * s, y), (x + 30.0 * s, y), (x + 210.0 * s, y + 420.0 * s), (x - 210.0 * s, y + 420.0 * s)]);
        p.cut(K, &cone, rays(x, y - 60.0, 90.0, 0.2, down(y, 0.85, y + 420.0 * s, 0.1)));
        p.cut(A, &cone, down(y, 0.9, y + 420.0 * s, 0.1));
        p.ink(B, &cone, down(y, 0.9, y + 420.0 * s, 0.0));
        let shade = poly(&[(x - 16.0 * s, y - 40.0 * s), (x + 16.0 * s, y - 40.0 * s), (x + 62.0 * s, y), (x - 62.0 * s, y)])
            .and(line(&[(x, y - 40.0 * s), (x, 0.0)], 4.0));
        p.figure(&shade, 3.0);
        p.clear(&oval(x, y + 4.0, 30.0 * s, 12.0 * s));
    }
    // Bidders in two rows; one hand with a tally up.
    let heads = [Head::Cap, Head::Cap, Head::Hood, Head::Cap, Head::Long, Head::Cap, Head::Cap, Head::Hat];
    for (row, (y, s, n)) in [(440.0, 38.0, 11), (500.0, 52.0, 8)].into_iter().enumerate() {
        for i in 0..n {
            let x = 50.0 + (i as f32 + 0.5 * row as f32) * 1600.0 / n as f32;
            if (x - 800.0).abs() < 150.0 {
                continue;
            }
            let face = if x < 800.0 { 1.0 } else { -1.0 };
            let yy = y + p.rng.range(-16.0, 16.0);
            let b = bust(x, yy, s, heads[(i + row * 3) % 8], face).and(rect(x - s * 2.2, yy + s * 4.0, s * 4.4, 300.0));
            p.figure(&b, 4.0);
            p.gouge(&rect(x - s * 1.7, yy + s * 2.4, s * 3.4, 300.0), lines(80.0, 21.0, 0.4, k(if i % 2 == 0 { 0.2 } else { 0.02 })));
            if (i + row) % 4 == 1 {
                let arm = taper(
                    &[(x + face * s * 1.6, yy + s * 2.8), (x + face * s * 2.2, yy + s * 0.6), (x + face * s * 1.9, yy - s * 1.8)],
                    &[s * 0.95, s * 0.7, s * 0.5],
                );
                p.figure(&arm, 4.0);
                let slip = rect(x + face * s * 1.9 - s * 0.5, yy - s * 3.0, s, s * 1.2).turn(face * 12.0, x, yy);
                p.figure(&slip.grown(3.0), 2.0);
                p.clear(&slip);
            }
        }
    }
    // The auctioneer on a box, arm out, bell in hand.
    let him = fig(800.0, 716.0, 400.0).arms((-58.0, -150.0), (52.0, 84.0)).legs((-10.0, -4.0), (10.0, 6.0)).dress(Head::Cap, Wear::Coat);
    p.figure(&him.shape(), 7.0);
    let a = him.hand(0);
    let bell = poly(&[(a.0 - 12.0, a.1 - 26.0), (a.0 + 12.0, a.1 - 26.0), (a.0 + 30.0, a.1 - 74.0), (a.0 - 30.0, a.1 - 74.0)]).turn(-14.0, a.0, a.1);
    p.clear(&bell.grown(5.0));
    p.ink(B, &bell, flat);
    p.ink(K, &bell.outline(4.0), flat);
    // Crates in perspective, three ranks.
    let floor = rect(0.0, 706.0, p.w, 400.0);
    p.figure(&floor, 5.0);
    for (rank, (y, h, n)) in [(712.0f32, 78.0f32, 7), (796.0, 108.0, 5), (912.0, 170.0, 4)].into_iter().enumerate() {
        let w = 1660.0 / n as f32;
        let lean = 0.35;
        for i in 0..n {
            let x0 = -30.0 + i as f32 * w + if rank == 1 { -40.0 } else { 0.0 };
            let squeeze = |x: f32, up: f32| 800.0 + (x - 800.0) * (1.0 - up * lean * h / 600.0);
            let top = y;
            let low = y + h * 0.72;
            let tray = poly(&[(squeeze(x0 + 8.0, 1.0), top), (squeeze(x0 + w - 8.0, 1.0), top), (x0 + w - 8.0, low), (x0 + 8.0, low)]);
            let face = rect(x0 + 8.0, low, w - 16.0, h * 0.3);
            p.clear(&tray.grown(4.0));
            p.ink(A, &tray, k(0.8));
            p.ink(K, &tray, flecks(0.0, 22.0, 8.0, k(0.5)));
            let m = 3;
            let s = w / 2.0 / 150.0;
            for j in 0..m {
                let fx = x0 + w * (0.36 + 0.14 * j as f32) + p.rng.range(-8.0, 8.0);
                let fy = top + h * (0.14 + 0.22 * j as f32);
                let (b, c) = fish();
                let dir = if (i + j) % 4 == 3 { -1.0 } else { 1.0 };
                let (sx, sy) = (s * 1.12 * dir, s * 0.62);
                let b = b.place(fx, fy, sx, sy).turn(p.rng.range(-5.0, 5.0), fx, fy);
                let c = c.place(fx, fy, sx, sy);
                p.put(K, &b.grown(3.0 + rank as f32));
                if j % 2 == 0 {
                    p.clear(&b);
                    p.ink(A, &b, flat);
                    p.ink(K, &b, lines(-70.0, 8.0, 0.3, down(fy - 30.0 * s, 0.55, fy + 10.0 * s, -0.2)));
                    p.clear(&c);
                } else {
                    p.clear(&b);
                    p.ink(K, &b, lines(0.0, 7.0, 0.3, down(fy - 26.0 * s, 1.0, fy + 14.0 * s, -0.1)));
                    p.ink(K, &c, flat);
                }
            }
            p.clear(&face.grown(4.0));
            p.ink(B, &face, flat);
            p.ink(K, &face, lines(0.0, h * 0.06 + 4.0, 0.3, k(0.3)));
            p.ink(K, &face.outline(5.0), flat);
            p.ink(K, &rect(x0 + w * 0.42, low + h * 0.07, w * 0.16, h * 0.08), flat);
        }
    }
}
