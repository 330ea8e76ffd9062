//! Scenes by the sea.

use super::people::{Head, Wear, fig};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, curve, line, oval, poly, rect, taper, under};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, water};

/// A fishing boat seen from the side, bow to the right; 400 units long, the
/// waterline at y = 0. The second shape is what is carved into it.
pub fn trawler() -> (Shape, Shape) {
    let hull = under(&[(-200.0, -62.0), (-120.0, -50.0), (0.0, -48.0), (110.0, -66.0), (205.0, -104.0)], 0.0).and(poly(&[
        (-200.0, -62.0),
        (205.0, -104.0),
        (168.0, 6.0),
        (-188.0, 6.0),
    ]));
    let house = rect(-110.0, -140.0, 95.0, 95.0)
        .and(poly(&[(-120.0, -140.0), (-8.0, -140.0), (-14.0, -152.0), (-116.0, -152.0)]))
        .and(rect(-86.0, -182.0, 22.0, 34.0));
    let rig = line(&[(60.0, -60.0), (60.0, -300.0)], 9.0)
        .and(line(&[(60.0, -110.0), (-60.0, -230.0)], 6.0))
        .and(line(&[(60.0, -300.0), (205.0, -104.0)], 2.5))
        .and(line(&[(60.0, -300.0), (-60.0, -230.0)], 2.5))
        .and(line(&[(60.0, -292.0), (-104.0, -152.0)], 2.5))
        .and(line(&[(-60.0, -230.0), (-150.0, -64.0)], 2.5))
        .and(line(&[(38.0, -250.0), (82.0, -250.0)], 5.0))
        .and(line(&[(-150.0, -60.0), (-150.0, -150.0)], 6.0));
    let carved = rect(-100.0, -126.0, 24.0, 26.0)
        .and(rect(-66.0, -126.0, 36.0, 26.0))
        .and(curve(&[(-194.0, -40.0), (0.0, -28.0), (120.0, -46.0), (196.0, -82.0)], 4.0))
        .and(curve(&[(-190.0, -24.0), (0.0, -12.0), (120.0, -28.0), (190.0, -60.0)], 2.5));
    (hull.and(house).and(rig), carved)
}

/// A gull: two bent wings.
pub fn gull(x: f32, y: f32, s: f32) -> Shape {
    taper(&[(x, y), (x - s * 0.45, y - s * 0.38), (x - s, y - s * 0.12)], &[s * 0.17, s * 0.13, 1.0])
        .and(taper(&[(x, y), (x + s * 0.45, y - s * 0.42), (x + s, y - s * 0.2)], &[s * 0.17, s * 0.13, 1.0]))
}

/// The harbour at dawn: sun over the mole, trawlers, a man with a rope.
pub fn harbour_dawn(p: &mut Print) {
    let (hy, sx, sy) = (520.0, 1045.0, 470.0);
    let sky = rect(0.0, 0.0, p.w, hy);
    p.ink(A, &sky, down(60.0, 0.15, hy, 0.0));
    p.ink(A, &sky, rays(sx, sy, 90.0, 0.2, around(sx, sy, 120.0, 1.05, 760.0, 0.25)));
    p.ink(K, &sky, rays(sx, sy, 90.0, 0.25, around(sx, sy, 170.0, -0.05, 1150.0, 0.78)));
    // Bands of cloud.
    for (y, x0, x1, t) in [(250.0, 300.0, 1020.0, 34.0), (172.0, 820.0, 1640.0, 42.0), (330.0, 1190.0, 1660.0, 20.0), (118.0, -40.0, 560.0, 36.0)] {
        let m = (x0 + x1) / 2.0;
        let band = taper(&[(x0, y), (m - 120.0, y - 12.0), (m + 100.0, y + 8.0), (x1, y - 4.0)], &[2.0, t, t * 0.8, 2.0]);
        p.clear(&band.grown(4.0));
        p.ink(B, &band, lines(2.0, 9.0, 0.3, k(0.72)));
    }
    let disc = oval(sx, sy, 112.0, 112.0);
    p.clear(&oval(sx, sy, 128.0, 128.0));
    p.ink(B, &disc, flat);
    // Water.
    let sea = rect(0.0, hy, p.w, p.h);
    p.clear(&sea);
    p.ink(A, &sea, water(hy, 4.0, 0.2, down(hy, 0.55, 1067.0, 0.2)));
    p.ink(
        K,
        &sea,
        water(hy, 5.0, 0.3, move |x, y| {
            let glow = (1.0 - (x - sx).abs() / (70.0 + (y - hy) * 0.42)).max(0.0);
            0.62 - 0.75 * glow + 0.12 * (y - hy) / 500.0
        }),
    );
    p.ink(
        B,
        &sea,
        water(hy, 5.0, 0.35, move |x, y| {
            let glow = (1.0 - (x - sx).abs() / (46.0 + (y - hy) * 0.25)).max(0.0);
            if glow > 0.0 { 0.25 + 0.5 * glow } else { -0.5 }
        }),
    );
    // Far hills and the mole with its light.
    let hills = under(&[(-10.0, 470.0), (140.0, 436.0), (300.0, 452.0), (470.0, 488.0), (640.0, 505.0), (760.0, 520.0)], hy);
    p.clear(&hills.grown(3.0));
    p.ink(K, &hills, lines(-28.0, 11.0, 0.25, k(0.66)));
    let mole = poly(&[(1210.0, 526.0), (1215.0, 496.0), (1610.0, 488.0), (1610.0, 536.0)]);
    let tower = poly(&[(1318.0, 494.0), (1330.0, 330.0), (1366.0, 330.0), (1378.0, 494.0)])
        .and(rect(1322.0, 318.0, 52.0, 12.0))
        .and(rect(1334.0, 284.0, 28.0, 36.0))
        .and(poly(&[(1326.0, 286.0), (1348.0, 262.0), (1370.0, 286.0)]));
    p.figure(&mole.and(tower), 4.0);
    p.clear(&rect(1340.0, 292.0, 16.0, 22.0));
    p.ink(A, &rect(1340.0, 292.0, 16.0, 22.0), flat);
    p.cut(K, &poly(&[(1325.0, 400.0), (1327.0, 365.0), (1369.0, 365.0), (1371.0, 400.0)]), flat);
    p.cut(K, &rect(1215.0, 500.0, 400.0, 26.0), flecks(0.0, 44.0, 8.0, k(0.7)));
    // Boats, the near one large.
    let (boat, carved) = trawler();
    for (x, y, s, f) in [(800.0, 572.0, 0.42, -1.0), (440.0, 770.0, 1.45, 1.0)] {
        let b = boat.clone().place(x, y, s * f, s);
        p.clear(&b.grown(3.0));
        p.ink(K, &b, flat);
        p.clear(&carved.clone().place(x, y, s * f, s));
        let wake = rect(x - 215.0 * s, y, 430.0 * s, 74.0 * s);
        p.ink(K, &wake, water(hy, 6.0, 0.35, down(y, 1.05, y + 74.0 * s, 0.2)));
    }
    let cabin = rect(440.0 - 110.0 * 1.45, 770.0 - 140.0 * 1.45, 95.0 * 1.45, 60.0);
    p.ink(A, &cabin, flat);
    // The quay in front, a bollard, a man hauling rope.
    let quay = poly(&[(0.0, 985.0), (700.0, 950.0), (1610.0, 905.0), (1610.0, 1070.0), (0.0, 1070.0)]);
    p.clear(&quay.grown(5.0));
    p.ink(K, &quay, flat);
    p.cut(K, &quay, lines(-1.6, 34.0, 0.06, k(0.10)));
    p.cut(K, &quay, flecks(-1.6, 60.0, 13.0, down(900.0, 0.5, 1067.0, 0.12)));
    let post = rect(1085.0, 862.0, 46.0, 82.0).and(oval(1108.0, 862.0, 36.0, 17.0));
    let man = fig(1290.0, 940.0, 330.0)
        .lean(14.0)
        .face(-1.0)
        .arms((-48.0, -78.0), (-34.0, -70.0))
        .legs((-34.0, -6.0), (16.0, 34.0))
        .dress(Head::Cap, Wear::Coat);
    let hand = man.hand(0);
    let rope = curve(
        &[(700.0, 690.0), (860.0, 850.0), (hand.0 - 40.0, hand.1 + 20.0), hand, (hand.0 + 70.0, hand.1 + 40.0), (1330.0, 900.0), (1420.0, 945.0)],
        7.0,
    );
    p.figure(&man.shape(), 4.0);
    p.figure(&post, 4.0);
    p.clear(&rope.grown(3.0));
    p.ink(B, &rope, flat);
    p.cut(K, &line(&[(1094.0, 872.0), (1094.0, 935.0)], 5.0), flat);
    for (x, y, s) in [(690.0, 300.0, 40.0), (770.0, 250.0, 28.0), (612.0, 372.0, 24.0), (1230.0, 190.0, 46.0)] {
        p.figure(&gull(x, y, s), 3.0);
    }
}

/// Waves over the sea wall, the lighthouse behind.
pub fn seawall_waves(p: &mut Print) {
    let sky = rect(0.0, 0.0, p.w, 640.0);
    p.ink(A, &sky, down(0.0, 0.95, 560.0, 0.35));
    p.ink(K, &sky, lines(-24.0, 15.0, 0.34, down(0.0, 0.86, 620.0, 0.18)));
    p.gouge(&sky, lines(-24.0, 44.0, 0.5, down(0.0, 0.05, 600.0, -0.1)));
    // Lighthouse on its rock.
    let rock = poly(&[
        (1120.0, 660.0),
        (1170.0, 585.0),
        (1250.0, 560.0),
        (1330.0, 548.0),
        (1420.0, 570.0),
        (1500.0, 600.0),
        (1610.0, 640.0),
        (1610.0, 700.0),
    ]);
    let tower = poly(&[(1266.0, 566.0), (1288.0, 215.0), (1368.0, 215.0), (1390.0, 566.0)]);
    let lamp = rect(1298.0, 140.0, 60.0, 62.0);
    let cap = poly(&[(1286.0, 144.0), (1328.0, 92.0), (1370.0, 144.0)])
        .and(rect(1272.0, 200.0, 112.0, 18.0))
        .and(line(&[(1328.0, 92.0), (1328.0, 62.0)], 6.0));
    let beam = poly(&[(1300.0, 165.0), (-20.0, 50.0), (-20.0, 400.0)]);
    p.cut(K, &beam, lines(3.0, 13.0, 0.2, across(0.0, 0.55, 1300.0, 1.1)));
    p.cut(A, &beam, across(0.0, 0.35, 1300.0, 1.0));
    p.clear(&tower.grown(5.0).and(lamp.grown(5.0)).and(cap.grown(5.0)));
    p.ink(K, &tower, lines(90.0, 8.0, 0.15, across(1275.0, -0.1, 1388.0, 1.1)));
    for y in [270.0f32, 400.0] {
        let inset = |y: f32| 22.0 * (566.0 - y) / 351.0;
        let band =
            poly(&[(1266.0 + inset(y), y), (1390.0 - inset(y), y), (1390.0 - inset(y + 66.0), y + 66.0), (1266.0 + inset(y + 66.0), y + 66.0)]);
        p.put(K, &band);
    }
    p.ink(K, &tower.outline(5.0).and(cap).and(lamp.outline(6.0)).and(line(&[(1328.0, 140.0), (1328.0, 202.0)], 5.0)), flat);
    p.figure(&rock, 5.0);
    p.gouge(&rock, lines(58.0, 17.0, 0.4, k(0.12)));
    // The open sea.
    let sea = under(
        &[(-10.0, 600.0), (200.0, 560.0), (420.0, 610.0), (700.0, 640.0), (1000.0, 620.0), (1200.0, 655.0), (1400.0, 630.0), (1610.0, 660.0)],
        1080.0,
    );
    p.clear(&sea.grown(4.0));
    p.ink(A, &sea, flat);
    p.ink(K, &sea, super::tone::follow(|x| 30.0 * (x / 130.0).sin() + 16.0 * (x / 57.0).sin(), 17.0, 0.3, down(580.0, 0.30, 1000.0, 0.75)));
    p.gouge(&sea, super::tone::follow(|x| 30.0 * (x / 130.0).sin() + 16.0 * (x / 57.0).sin(), 51.0, 0.5, k(-0.1)));
    // The great breaker: a body that curls over to the right, with a lip of foam.
    let body = Shape::new().blob(&[
        (-60.0, 1100.0),
        (-80.0, 640.0),
        (60.0, 420.0),
        (250.0, 272.0),
        (450.0, 232.0),
        (640.0, 270.0),
        (760.0, 372.0),
        (800.0, 480.0),
        (770.0, 560.0),
        (730.0, 500.0),
        (650.0, 440.0),
        (560.0, 450.0),
        (500.0, 540.0),
        (510.0, 680.0),
        (590.0, 800.0),
        (760.0, 900.0),
        (700.0, 1100.0),
    ]);
    p.clear(&body.grown(6.0));
    p.ink(A, &body, flat);
    p.ink(K, &body, super::tone::rings(640.0, 640.0, 19.0, 0.3, around(640.0, 600.0, 150.0, 0.95, 640.0, 0.34)));
    p.gouge(&body, super::tone::rings(640.0, 640.0, 57.0, 0.45, k(0.05)));
    let lip: [Pt; 12] = [
        (40.0, 452.0),
        (150.0, 342.0),
        (262.0, 276.0),
        (370.0, 244.0),
        (470.0, 238.0),
        (570.0, 250.0),
        (650.0, 284.0),
        (722.0, 342.0),
        (770.0, 410.0),
        (790.0, 480.0),
        (776.0, 548.0),
        (742.0, 560.0),
    ];
    let mut foam = Shape::new();
    for (i, w) in lip.windows(2).enumerate() {
        let (a, b) = (w[0], w[1]);
        for s in 0..3 {
            let t = s as f32 / 3.0;
            let (x, y) = (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
            let r = p.rng.range(15.0, 30.0) + i as f32 * 1.6;
            foam = foam.oval(x + p.rng.range(-7.0, 7.0), y + p.rng.range(-9.0, 9.0), r, r * 0.86);
            if p.rng.chance(0.6) {
                let len = p.rng.range(60.0, 150.0);
                foam = foam.taper(&[(x, y), (x - 22.0, y + len * 0.5), (x - 64.0 + i as f32 * 5.0, y + len)], &[16.0, 8.0, 1.0]);
            }
        }
    }
    p.ink(K, &foam.grown(5.0), flat);
    p.clear(&foam);
    p.ink(A, &foam.clone().place(10.0, 18.0, 1.0, 1.0), super::tone::dots(40.0, 9.0, down(240.0, 0.1, 560.0, 0.26)));
    // The burst where water meets wall.
    let (bx, by) = (930.0, 800.0);
    let mut burst = Shape::new();
    for i in 0..54 {
        let a = (p.rng.range(-172.0, -12.0)).to_radians();
        let len = p.rng.range(120.0, 330.0) * (1.0 - 0.35 * (a + 1.57).abs());
        let (s, c) = a.sin_cos();
        let end = (bx + c * len * 1.05, by + s * len * 1.25);
        let bend = ((bx + end.0) / 2.0 + c * 20.0, (by + end.1) / 2.0 - 24.0);
        burst = burst.taper(&[(bx + c * 30.0, by + s * 20.0), bend, end], &[34.0, 20.0, 3.0]);
        if i % 2 == 0 {
            let r = p.rng.range(4.0, 12.0);
            burst = burst.oval(end.0 + c * r * 4.0, end.1 + s * r * 4.0, r, r * 0.9);
        }
    }
    for i in 0..16 {
        let x = 640.0 + i as f32 * 40.0;
        let r = p.rng.range(24.0, 46.0);
        burst = burst.oval(x, 822.0 + p.rng.range(-14.0, 10.0), r, r * 0.8);
    }
    p.ink(K, &burst.grown(5.0), flat);
    p.clear(&burst);
    p.ink(A, &burst, super::tone::dots(40.0, 10.0, down(560.0, 0.0, 860.0, 0.30)));
    // The wall, curving in from the right, with its railing and one person.
    let wall = under(&[(-10.0, 1010.0), (300.0, 950.0), (700.0, 868.0), (1050.0, 838.0), (1350.0, 846.0), (1610.0, 870.0)], 1080.0);
    p.clear(&wall.grown(6.0));
    p.ink(K, &wall, flat);
    p.gouge(&wall, super::tone::follow(|x| 0.00028 * (x - 1100.0).powi(2) * 0.6, 46.0, 0.05, k(0.10)));
    p.gouge(&wall, flecks(-4.0, 70.0, 15.0, down(840.0, 0.55, 1060.0, 0.1)));
    let mut rail =
        curve(&[(1090.0, 770.0), (1350.0, 772.0), (1610.0, 790.0)], 6.0).and(curve(&[(1090.0, 802.0), (1350.0, 806.0), (1610.0, 826.0)], 4.0));
    for i in 0..8 {
        let x = 1094.0 + i as f32 * 72.0;
        rail = rail.line(&[(x, 768.0 + i as f32 * 2.0), (x, 850.0)], 7.0);
    }
    p.figure(&rail, 3.0);
    let who = fig(1452.0, 850.0, 210.0).lean(-8.0).face(-1.0).arms((-40.0, -120.0), (16.0, -20.0)).dress(Head::Hood, Wear::Coat);
    p.figure(&who.shape(), 4.0);
    for (x, y, s) in [(930.0, 330.0, 50.0), (1080.0, 250.0, 36.0), (1020.0, 420.0, 28.0)] {
        p.clear(&gull(x, y, s).grown(2.0));
        p.ink(K, &gull(x, y + 5.0, s), flat);
        p.clear(&gull(x, y, s));
    }
}
