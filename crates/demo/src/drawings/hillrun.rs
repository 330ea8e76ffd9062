//! The marathon on the hill: the letter carrier passes the houses, the harbour
//! lies below.

use super::athletes::{arm, bone, part, trunk};
use super::people::{Head, Wear, fig, skull};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, curve, line, oval, poly, rect, taper, under};
use super::tone::{across, down, flat, flecks, follow, k, lines, water};

/// The street's ground line, falling to the right.
fn ground(x: f32) -> f32 {
    862.0 + 0.15 * x
}

fn harbour(p: &mut Print) {
    // A mole with a light, two cranes, boats.
    let mole = poly(&[(1180.0, 566.0), (1196.0, 548.0), (1610.0, 560.0), (1610.0, 590.0)]);
    let light = poly(&[(1226.0, 552.0), (1232.0, 478.0), (1252.0, 478.0), (1258.0, 552.0)]).and(rect(1230.0, 458.0, 24.0, 22.0)).and(poly(&[
        (1226.0, 460.0),
        (1242.0, 442.0),
        (1258.0, 460.0),
    ]));
    let mut cranes = Shape::new();
    for x in [1420.0, 1530.0] {
        cranes = cranes
            .line(&[(x, 560.0), (x, 440.0)], 9.0)
            .line(&[(x + 44.0, 562.0), (x + 44.0, 440.0)], 9.0)
            .line(&[(x - 110.0, 436.0), (x + 74.0, 440.0)], 10.0)
            .line(&[(x + 22.0, 380.0), (x - 96.0, 436.0)], 5.0)
            .line(&[(x + 22.0, 380.0), (x + 70.0, 440.0)], 5.0)
            .line(&[(x + 22.0, 380.0), (x + 22.0, 440.0)], 8.0)
            .line(&[(x, 500.0), (x + 44.0, 500.0)], 7.0);
    }
    p.figure(&mole.and(light).and(cranes), 4.0);
    p.clear(&rect(1235.0, 462.0, 14.0, 14.0));
    for (x, y, s) in [(1130.0, 610.0, 0.34), (1330.0, 640.0, -0.42)] {
        let (boat, carved) = super::sea::trawler();
        p.figure(&boat.place(x, y, s, f32::abs(s)), 3.0);
        p.clear(&carved.place(x, y, s, f32::abs(s)));
    }
}

/// A house with its eaves towards the street: `x` the middle, `y` the foot.
fn house(p: &mut Print, x: f32, y: f32, w: f32, h: f32, n: usize) {
    let rise = h * 0.34;
    let front = rect(x - w * 0.46, y - h, w * 0.92, h + 130.0);
    let roof = poly(&[(x - w * 0.56, y - h + 8.0), (x - w * 0.4, y - h - rise), (x + w * 0.4, y - h - rise), (x + w * 0.56, y - h + 8.0)]);
    p.clear(&front.grown(5.0));
    p.ink(K, &front.grown(2.0), flat);
    p.clear(&front);
    p.ink(K, &front, lines(if n.is_multiple_of(2) { 0.0 } else { 90.0 }, 13.0, 0.25, across(x - w * 0.5, 0.85, x + w * 0.5, 0.02)));
    if n % 3 == 2 {
        p.ink(A, &front, k(0.8));
    }
    p.figure(&rect(x + w * 0.16, y - h - rise - 34.0, w * 0.1, 60.0), 4.0);
    p.clear(&roof.grown(6.0));
    p.ink(K, &roof.grown(3.0), flat);
    p.clear(&roof);
    p.ink(if n.is_multiple_of(2) { A } else { B }, &roof, flat);
    p.ink(K, &roof, lines(94.0, 13.0, 0.2, across(x - w * 0.5, 0.72, x + w * 0.5, 0.3)));
    p.ink(K, &line(&[(x - w * 0.4, y - h - rise), (x + w * 0.4, y - h - rise)], 9.0), flat);
    for c in 0..2 {
        let (wx, wy, ww, wh) = (x - w * 0.3 + w * 0.36 * c as f32, y - h * 0.78, w * 0.22, h * 0.27);
        let win = rect(wx, wy, ww, wh);
        p.put(K, &win.grown(4.0));
        p.gouge(&win, lines(40.0, 9.0, 0.2, k(if (n + c).is_multiple_of(2) { 0.2 } else { 0.45 })));
        p.clear(&line(&[(wx + ww / 2.0, wy), (wx + ww / 2.0, wy + wh)], 4.0).and(line(&[(wx, wy + wh * 0.45), (wx + ww, wy + wh * 0.45)], 4.0)));
    }
}

/// A pole with wires down the hill.
fn pole(p: &mut Print) {
    let post = taper(&[(1052.0, 880.0), (1052.0, 120.0)], &[20.0, 13.0])
        .and(rect(1000.0, 164.0, 104.0, 10.0))
        .and(rect(1010.0, 206.0, 84.0, 9.0))
        .and(rect(1060.0, 236.0, 26.0, 50.0));
    let mut wires = Shape::new();
    for (x, y) in [(1006.0, 160.0), (1098.0, 160.0), (1016.0, 202.0), (1088.0, 202.0)] {
        wires = wires
            .curve(&[(x, y), (x - 360.0, y + 16.0), (x - 700.0, y - 80.0), (x - 1100.0, y - 160.0)], 3.2)
            .curve(&[(x, y), (x + 240.0, y + 110.0), (x + 620.0, y + 190.0)], 3.2);
    }
    p.figure(&wires, 2.0);
    p.figure(&post, 4.0);
}

fn old_woman(p: &mut Print, x: f32, y: f32) {
    // Leaning over her wall, a hand at the mouth, the other waving.
    let waving = bone((x + 40.0, y - 78.0), (x + 112.0, y - 104.0), 0.0, &[44.0, 40.0, 32.0]).and(bone(
        (x + 112.0, y - 104.0),
        (x + 138.0, y - 178.0),
        0.0,
        &[32.0, 30.0, 22.0],
    ));
    part(p, &waving, 4.0, None, lines(20.0, 9.0, 0.2, k(0.6)));
    part(p, &oval(x + 142.0, y - 194.0, 17.0, 21.0), 3.0, None, lines(0.0, 9.0, 0.2, k(0.1)));
    let coat =
        blob(&[(x - 84.0, y + 60.0), (x - 76.0, y - 40.0), (x - 30.0, y - 96.0), (x + 34.0, y - 104.0), (x + 74.0, y - 60.0), (x + 90.0, y + 60.0)]);
    part(p, &coat, 5.0, Some(B), flat_grid());
    p.figure(&skull((x + 26.0, y - 146.0), 38.0, Head::Bun, 1.0), 5.0);
    let face = blob(&[
        (x + 34.0, y - 160.0),
        (x + 54.0, y - 166.0),
        (x + 60.0, y - 150.0),
        (x + 66.0, y - 138.0),
        (x + 56.0, y - 132.0),
        (x + 50.0, y - 124.0),
        (x + 54.0, y - 116.0),
        (x + 34.0, y - 112.0),
        (x + 22.0, y - 132.0),
    ]);
    p.clear(&face);
    p.ink(K, &face, lines(70.0, 8.0, 0.2, across(x + 20.0, 0.6, x + 56.0, 0.0)));
    p.ink(K, &line(&[(x + 46.0, y - 152.0), (x + 56.0, y - 152.0)], 4.0).and(oval(x + 52.0, y - 124.0, 7.0, 6.0)), flat);
}

/// Quilting.
fn flat_grid() -> impl Fn(f32, f32) -> f32 {
    let (a, b) = (lines(38.0, 22.0, 0.05, k(0.16)), lines(-38.0, 22.0, 0.05, k(0.16)));
    move |x, y| a(x, y).max(b(x, y))
}

/// Joints between the stones of a wall that follows the street.
fn joints() -> impl Fn(f32, f32) -> f32 {
    move |x, y| {
        let v = (y - ground(x)) / 36.0;
        let row = v.floor() as i32;
        let u = x / 66.0 + super::noise::cell(row, 1, 3) + 0.16 * super::noise::strip(row, x / 90.0, 5);
        let rise = 0.1 * super::noise::strip(u.floor() as i32, row as f32 * 3.3, 7);
        let fv = (v - v.floor() - 0.5 + rise).abs();
        let fu = (u - u.floor() - 0.5).abs();
        ((fv - 0.44) * 36.0 + 0.5).clamp(0.0, 1.0).max(((fu - 0.465) * 66.0 + 0.5).clamp(0.0, 1.0))
    }
}

/// The letter carrier climbing Jangdok Hill.
pub fn marathon_hill(p: &mut Print) {
    let sea_level = 470.0;
    let (sx, sy) = (1330.0, 330.0);
    let sky = rect(0.0, 0.0, p.w, sea_level);
    p.ink(A, &sky, down(0.0, 0.2, sea_level, 0.85));
    p.ink(K, &sky, lines(9.0, 19.0, 0.4, down(0.0, 0.6, 330.0, -0.15)));
    p.clear(&oval(sx, sy, 80.0, 80.0));
    p.ink(K, &oval(sx, sy, 92.0, 92.0).outline(3.0), flat);
    // The sea, the far shore, the harbour.
    let shore = under(&[(900.0, 452.0), (1080.0, 430.0), (1240.0, 446.0), (1430.0, 424.0), (1610.0, 410.0)], sea_level + 4.0);
    p.figure(&shore, 4.0);
    p.cut(K, &shore, lines(-20.0, 12.0, 0.3, k(0.4)));
    let sea = rect(0.0, sea_level, p.w, 500.0);
    p.clear(&sea);
    p.ink(K, &sea, water(sea_level, 5.0, 0.35, move |x, y| 0.55 - 0.7 * (1.0 - (x - sx).abs() / (60.0 + (y - sea_level) * 0.4)).max(0.0)));
    p.ink(A, &sea, k(0.3));
    harbour(p);
    for (x, y, w, h) in [
        (1500.0, 800.0, 210.0, 100.0),
        (1290.0, 800.0, 190.0, 80.0),
        (1170.0, 850.0, 230.0, 130.0),
        (1400.0, 880.0, 220.0, 120.0),
        (1590.0, 910.0, 220.0, 140.0),
    ] {
        house(p, x, y, w, h, (x as usize / 10) % 4);
    }
    // The street of houses going up to the left.
    for (i, (x, w, h)) in
        [(-90.0, 230.0, 280.0), (140.0, 260.0, 330.0), (400.0, 255.0, 250.0), (655.0, 250.0, 215.0), (890.0, 190.0, 180.0)].iter().enumerate()
    {
        house(p, x + w / 2.0, ground(*x) - 190.0, *w, *h, i + 1);
    }
    pole(p);
    // The wall.
    let top = |x: f32| ground(x) - 280.0;
    let band = |a: f32, b: f32| poly(&[(-10.0, top(-10.0) + a), (1610.0, top(1610.0) + a), (1610.0, top(1610.0) + b), (-10.0, top(-10.0) + b)]);
    old_woman(p, 352.0, top(352.0));
    p.figure(&band(0.0, 190.0), 6.0);
    p.gouge(&band(0.0, 190.0), joints());
    p.gouge(&band(0.0, 190.0), flecks(8.5, 33.0, 9.0, k(0.2)));
    p.figure(&band(-12.0, 16.0), 4.0);
    p.gouge(&band(-12.0, 16.0), lines(98.0, 64.0, 0.1, k(0.07)));
    // The road: slabs in the middle, drain covers at the near edge.
    let road = band(188.0, 700.0);
    p.clear(&road.grown(4.0));
    p.ink(K, &road, follow(ground, 19.0, 0.4, |x, y| 0.14 + 0.24 * ((y - ground(x)) / 200.0)));
    p.ink(A, &road, k(0.28));
    for i in 0..7 {
        let x = 60.0 + i as f32 * 270.0;
        p.ink(K, &line(&[(x, ground(x) - 92.0), (x + 70.0, ground(x + 70.0) + 44.0)], 4.0), flat);
    }
    p.ink(K, &line(&[(-10.0, ground(-10.0) + 46.0), (1610.0, ground(1610.0) + 46.0)], 5.0), flat);
    for x in [150.0, 660.0, 1180.0] {
        let g = |u: f32, d: f32| (x + u, ground(x + u) + d);
        let cover = poly(&[g(0.0, 62.0), g(150.0, 62.0), g(184.0, 116.0), g(20.0, 116.0)]);
        p.figure(&cover, 5.0);
        p.gouge(&cover, lines(66.0, 17.0, 0.05, k(0.42)));
    }
    // The leader in the middle of the road, up ahead.
    let lead = fig(172.0, ground(172.0) - 20.0, 390.0)
        .face(-1.0)
        .lean(-10.0)
        .arms((-40.0, -120.0), (46.0, -30.0))
        .legs((-58.0, 12.0), (20.0, 52.0))
        .dress(Head::Bun, Wear::Sport);
    p.ink(K, &taper(&[(260.0, ground(260.0) - 14.0), (60.0, ground(60.0) - 14.0)], &[24.0, 8.0]), flat);
    p.figure(&lead.shape(), 6.0);
    let (n, h) = (lead.neck(), lead.hip());
    let shirt = trunk((n.0, n.1 + 12.0), (h.0, h.1 - 20.0), 27.0, 22.0, 23.0);
    part(p, &shirt, 0.0, Some(A), lines(85.0, 9.0, 0.2, across(n.0 - 24.0, 0.7, n.0 + 34.0, 0.0)));
    p.figure(&arm((n.0 + 8.0, n.1 + 24.0), (n.0 + 50.0, n.1 + 74.0), (n.0 + 18.0, n.1 + 124.0), 390.0), 4.0);
    carrier(p);
}

fn carrier(p: &mut Print) {
    let s = 690.0;
    let m = |x: f32, y: f32| (1530.0 - x, y + 68.0);
    let (hip, neck) = (m(690.0, 590.0), m(744.0, 366.0));
    p.ink(K, &taper(&[m(500.0, 944.0), m(700.0, 912.0), m(900.0, 884.0)], &[18.0, 40.0, 14.0]), flat);
    let skin = |x0: f32, x1: f32| lines(80.0, 9.0, 0.25, across(x0.min(x1), 0.0, x0.max(x1), 0.95));
    // Far arm back, far leg forward.
    let far = arm(m(724.0, 412.0), m(602.0, 444.0), m(590.0, 552.0), s * 0.66);
    part(p, &far, 5.0, None, lines(70.0, 9.0, 0.25, k(0.72)));
    let (knee, ankle) = (m(862.0, 652.0), m(846.0, 818.0));
    let front = bone(m(706.0, 604.0), knee, 5.0, &[76.0, 70.0, 46.0]).and(bone(knee, ankle, 7.0, &[43.0, 52.0, 33.0, 25.0]));
    part(p, &front, 5.0, None, skin(knee.0 - 50.0, knee.0 + 170.0));
    shoe_on(p, ankle, m(902.0, 812.0), s);
    // Near leg behind, pushing off.
    let (knee, ankle) = (m(624.0, 748.0), m(486.0, 862.0));
    let back = bone(m(686.0, 600.0), knee, 5.0, &[80.0, 72.0, 48.0]).and(bone(knee, ankle, 8.0, &[44.0, 54.0, 35.0, 25.0]));
    part(p, &back, 5.0, None, skin(knee.0 - 20.0, knee.0 + 70.0));
    shoe_on(p, ankle, m(510.0, 922.0), s);
    // Shorts and singlet with the number.
    let shorts =
        bone(m(700.0, 586.0), m(778.0, 622.0), 0.0, &[84.0, 92.0, 90.0]).and(bone(m(690.0, 580.0), m(656.0, 676.0), 0.0, &[88.0, 98.0, 92.0]));
    p.figure(&shorts, 6.0);
    p.cut(K, &shorts, lines(66.0, 24.0, 0.3, across(hip.0 - 100.0, 0.32, hip.0 + 50.0, -0.1)));
    part(p, &bone(m(742.0, 392.0), m(758.0, 326.0), 0.0, &[46.0, 42.0, 42.0]), 4.0, None, skin(neck.0 - 40.0, neck.0 + 20.0));
    let body = trunk((neck.0, neck.1 + 12.0), (hip.0, hip.1 - 6.0), 56.0, 42.0, 47.0);
    part(p, &body, 5.0, Some(B), lines(84.0, 11.0, 0.25, across(neck.0 - 40.0, -0.05, hip.0 + 66.0, 0.85)));
    let bib = poly(&[m(698.0, 462.0), m(772.0, 478.0), m(758.0, 544.0), m(684.0, 528.0)]);
    p.put(K, &bib.grown(4.0));
    p.clear(&bib);
    let digits = line(&[m(750.0, 492.0), m(740.0, 528.0)], 8.0).and(line(&[m(730.0, 486.0), m(702.0, 480.0), m(714.0, 522.0)], 8.0));
    p.ink(K, &digits, flat);
    // The head, the hair tied back and flying.
    let n = |x: f32, y: f32| m(x - 8.0, y + 10.0);
    let head = n(772.0, 288.0);
    let tail = taper(&[n(742.0, 262.0), n(692.0, 248.0), n(646.0, 274.0), n(604.0, 266.0)], &[24.0, 34.0, 26.0, 4.0]);
    p.figure(&tail, 5.0);
    p.cut(K, &curve(&[n(734.0, 260.0), n(690.0, 252.0), n(646.0, 274.0)], 4.0), flat);
    p.figure(&skull(head, 45.0, Head::Bare, -1.0), 5.0);
    let face = blob(&[
        n(780.0, 270.0),
        n(806.0, 260.0),
        n(811.0, 278.0),
        n(826.0, 298.0),
        n(812.0, 304.0),
        n(812.0, 314.0),
        n(804.0, 332.0),
        n(778.0, 328.0),
        n(766.0, 302.0),
    ]);
    p.clear(&face);
    p.ink(K, &face, lines(70.0, 8.0, 0.2, across(head.0 - 34.0, 0.0, head.0 + 6.0, 0.8)));
    let features = taper(&[n(792.0, 278.0), n(808.0, 277.0)], &[5.0, 3.0]).and(line(&[n(798.0, 288.0), n(808.0, 288.0)], 4.0)).and(oval(
        n(808.0, 315.0).0,
        n(0.0, 315.0).1,
        6.0,
        5.0,
    ));
    p.ink(K, &features, flat);
    // Near arm forward.
    let near = arm(m(738.0, 418.0), m(776.0, 520.0), m(874.0, 462.0), s * 0.8);
    part(p, &near, 5.0, None, lines(60.0, 9.0, 0.25, down(500.0, -0.1, 610.0, 0.8)));
}

fn shoe_on(p: &mut Print, ankle: (f32, f32), toe: (f32, f32), s: f32) {
    let shoe = super::athletes::shoe(ankle, toe, s * 1.08);
    p.figure(&shoe, 5.0);
    let mid = ((ankle.0 + toe.0) / 2.0, (ankle.1 + toe.1) / 2.0);
    p.clear(&line(&[(mid.0 - 8.0, mid.1 - 8.0), (mid.0 + 6.0, mid.1 + 8.0)], 5.0));
}
