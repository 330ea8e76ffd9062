//! Stages: the theatre, the cinema, the drum dance.

use super::people::{Head, Wear, bust, fig, some_head};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, smooth, taper, under};
use super::tone::{across, around, dots, down, flat, flecks, k, lines, rays, rings};

/// The curtain and one actor in the light.
pub fn theatre_stage(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    let (ax, floor) = (880.0, 800.0);
    // The spotlight from the upper left.
    let cone = poly(&[(360.0, -10.0), (470.0, -10.0), (1110.0, 800.0), (650.0, 800.0)]);
    p.cut(K, &cone, rays(330.0, -260.0, 200.0, 0.15, down(0.0, 0.5, 700.0, 0.8)));
    p.ink(B, &cone, down(0.0, 0.5, 800.0, 0.95));
    // Boards.
    let boards = poly(&[(-10.0, 720.0), (1610.0, 720.0), (1610.0, 910.0), (-10.0, 910.0)]);
    p.figure(&boards, 4.0);
    p.cut(K, &boards, rays(800.0, 300.0, 90.0, 0.15, k(0.1)));
    let pool = oval(ax, 806.0, 252.0, 62.0);
    p.clear(&pool.grown(5.0));
    p.ink(B, &pool, flat);
    p.ink(K, &pool, rays(800.0, 300.0, 90.0, 0.1, k(0.12)));
    p.ink(K, &taper(&[(ax + 10.0, 806.0), (ax + 140.0, 826.0), (ax + 236.0, 836.0)], &[70.0, 54.0, 30.0]), flat);
    // A chair and a skull-less prop table: a small column.
    let column = rect(1180.0, 620.0, 74.0, 170.0).and(rect(1166.0, 604.0, 102.0, 22.0)).and(rect(1166.0, 780.0, 102.0, 20.0));
    p.figure(&column, 5.0);
    p.cut(K, &column, lines(90.0, 14.0, 0.15, across(1180.0, 0.6, 1250.0, 0.0)));
    // The actor: arm thrown up into the light, cloak behind.
    let actor = fig(ax, floor, 470.0)
        .face(-1.0)
        .lean(-9.0)
        .arms((-116.0, -138.0), (64.0, 30.0))
        .legs((-24.0, -10.0), (20.0, 24.0))
        .dress(Head::Bare, Wear::Coat);
    let n = actor.neck();
    let cloak = blob(&[
        (n.0 - 20.0, n.1 + 6.0),
        (n.0 + 70.0, n.1 + 20.0),
        (n.0 + 170.0, n.1 + 160.0),
        (n.0 + 250.0, floor - 90.0),
        (n.0 + 200.0, floor - 50.0),
        (n.0 + 120.0, floor - 70.0),
        (n.0 + 60.0, floor - 40.0),
        (n.0 + 10.0, floor - 120.0),
    ]);
    p.clear(&cloak.grown(6.0));
    p.ink(A, &cloak, flat);
    p.ink(K, &cloak, rays(n.0, n.1 - 40.0, 90.0, 0.25, across(n.0, 0.7, n.0 + 260.0, 0.25)));
    p.ink(K, &cloak.outline(5.0), flat);
    p.figure(&actor.shape(), 6.0);
    let cr = actor.crown();
    p.clear(&blob(&[
        (cr.0 - 27.0, cr.1 - 14.0),
        (cr.0 - 16.0, cr.1 - 22.0),
        (cr.0 - 10.0, cr.1 + 4.0),
        (cr.0 - 18.0, cr.1 + 26.0),
        (cr.0 - 27.0, cr.1 + 18.0),
    ]));
    p.clear(&poly(&[(n.0 - 26.0, n.1 + 18.0), (n.0 + 10.0, n.1 + 10.0), (n.0 - 6.0, n.1 + 40.0), (n.0 - 30.0, n.1 + 36.0)]));
    // Curtains gathered at both sides, the valance above.
    for side in [-1.0f32, 1.0] {
        let x = |u: f32| if side < 0.0 { u } else { 1600.0 - u };
        for f in 0..7 {
            let t = f as f32;
            let top = t * 74.0 - 10.0;
            let tie = 30.0 + t * 34.0;
            let low = t * 46.0 - 10.0;
            let fold = taper(
                &[(x(top + 10.0), -10.0), (x(top * 0.92 + 20.0), 230.0), (x(tie), 500.0), (x(low + 36.0), 640.0), (x(low + 40.0), 880.0)],
                &[96.0, 84.0, 42.0, 62.0, 74.0],
            );
            p.put(K, &fold.grown(3.0));
            p.clear(&fold);
            p.ink(A, &fold, flat);
            let cx = x(top * 0.9 + 26.0);
            p.ink(K, &fold, lines(90.0 - side * 6.0, 12.0, 0.35, across(cx - side * 50.0, 0.15, cx + side * 60.0, 0.8)));
        }
        let tie = curve(&[(x(-10.0), 470.0), (x(120.0), 520.0), (x(258.0), 506.0)], 26.0);
        p.clear(&tie.grown(4.0));
        p.ink(B, &tie, flat);
        p.ink(K, &tie, lines(60.0, 12.0, 0.2, k(0.4)));
        let tassel = taper(&[(x(240.0), 510.0), (x(246.0), 610.0)], &[20.0, 44.0]);
        p.clear(&tassel.grown(4.0));
        p.ink(B, &tassel, flat);
        p.ink(K, &tassel, lines(90.0, 9.0, 0.2, k(0.4)));
    }
    for i in 0..8 {
        let x = 100.0 + i as f32 * 200.0;
        let swag = poly(&smooth(
            &[(x - 104.0, -40.0), (x - 100.0, 60.0), (x - 50.0, 140.0), (x, 164.0), (x + 50.0, 140.0), (x + 100.0, 60.0), (x + 104.0, -40.0)],
            true,
        ));
        p.put(K, &swag.grown(4.0));
        p.clear(&swag);
        p.ink(A, &swag, flat);
        p.ink(K, &swag, rings(x, -150.0, 21.0, 0.25, around(x, -100.0, 100.0, 0.65, 270.0, 0.2)));
        let fringe = curve(&[(x - 100.0, 62.0), (x - 50.0, 141.0), (x, 165.0), (x + 50.0, 141.0), (x + 100.0, 62.0)], 16.0);
        p.clear(&fringe.grown(3.0));
        p.ink(B, &fringe, lines(90.0, 7.0, 0.1, k(0.65)));
    }
    // Apron with footlights, then the heads of the audience.
    let apron = rect(0.0, 872.0, p.w, 200.0);
    p.figure(&apron, 4.0);
    p.clear(&rect(0.0, 884.0, p.w, 9.0));
    p.ink(B, &rect(0.0, 884.0, p.w, 9.0), flat);
    for i in 0..11 {
        let x = 80.0 + i as f32 * 144.0;
        let shell = under(&[(x - 34.0, 880.0), (x - 26.0, 848.0), (x, 834.0), (x + 26.0, 848.0), (x + 34.0, 880.0)], 882.0);
        p.clear(&shell.grown(4.0));
        p.ink(B, &shell, flat);
        p.ink(K, &shell, rays(x, 884.0, 30.0, 0.1, k(0.35)));
    }
    for row in 0..2 {
        let s = 36.0 + 16.0 * row as f32;
        for i in 0..12 {
            let x = -20.0 + (i as f32 + 0.5 * row as f32) * (140.0 + 8.0 * row as f32) + p.rng.range(-14.0, 14.0);
            let b = bust(x, 950.0 + 50.0 * row as f32 + p.rng.range(-10.0, 10.0), s, some_head([0, 1, 3, 0, 4, 1, 0][(i * 3 + row) % 7]), 0.0);
            p.figure(&b, 4.0);
        }
    }
}

/// The beam over an audience.
pub fn film_projector(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    p.ink(A, &rect(0.0, 0.0, p.w, 900.0), k(0.85));
    // The screen at the left, seen aslant; on it a rider on a hill.
    let screen = poly(&[(90.0, 150.0), (700.0, 222.0), (700.0, 610.0), (90.0, 690.0)]);
    p.cut(K, &screen.grown(120.0), rings(400.0, 410.0, 14.0, 0.3, around(400.0, 410.0, 260.0, 0.5, 520.0, 0.0)));
    p.clear(&screen.grown(9.0));
    p.ink(K, &screen.outline(5.0), flat);
    p.ink(A, &screen, down(150.0, 0.45, 480.0, 0.0));
    p.ink(K, &screen, lines(4.0, 11.0, 0.3, down(150.0, 0.35, 420.0, -0.2)));
    p.ink(K, &oval(560.0, 330.0, 46.0, 46.0).outline(5.0), flat);
    let hill = poly(&smooth(
        &[(92.0, 560.0), (220.0, 520.0), (380.0, 510.0), (560.0, 548.0), (698.0, 560.0), (698.0, 606.0), (400.0, 646.0), (92.0, 686.0)],
        true,
    ));
    p.ink(K, &hill, flat);
    p.cut(K, &hill, lines(-8.0, 15.0, 0.35, k(0.16)));
    // The horse and rider.
    let (hx, hy) = (360.0, 432.0);
    let horse = blob(&[
        (hx - 92.0, hy - 6.0),
        (hx - 60.0, hy - 34.0),
        (hx, hy - 28.0),
        (hx + 56.0, hy - 40.0),
        (hx + 82.0, hy - 10.0),
        (hx + 60.0, hy + 22.0),
        (hx, hy + 24.0),
        (hx - 70.0, hy + 26.0),
    ])
    .and(taper(&[(hx + 56.0, hy - 16.0), (hx + 96.0, hy - 66.0), (hx + 112.0, hy - 92.0)], &[52.0, 34.0, 26.0]))
    .and(taper(&[(hx + 104.0, hy - 94.0), (hx + 146.0, hy - 66.0)], &[30.0, 16.0]))
    .and(poly(&[(hx + 98.0, hy - 100.0), (hx + 104.0, hy - 126.0), (hx + 116.0, hy - 100.0)]))
    .and(taper(&[(hx + 58.0, hy + 10.0), (hx + 112.0, hy + 28.0), (hx + 118.0, hy + 68.0)], &[28.0, 16.0, 9.0]))
    .and(taper(&[(hx + 44.0, hy + 10.0), (hx + 74.0, hy + 54.0), (hx + 52.0, hy + 88.0)], &[28.0, 16.0, 9.0]))
    .and(taper(&[(hx - 74.0, hy + 8.0), (hx - 116.0, hy + 50.0), (hx - 144.0, hy + 78.0)], &[38.0, 18.0, 9.0]))
    .and(taper(&[(hx - 60.0, hy + 10.0), (hx - 70.0, hy + 58.0), (hx - 102.0, hy + 92.0)], &[36.0, 18.0, 9.0]))
    .and(taper(&[(hx - 90.0, hy - 8.0), (hx - 130.0, hy - 22.0), (hx - 166.0, hy + 6.0)], &[18.0, 22.0, 3.0]));
    let rider = taper(&[(hx + 2.0, hy - 26.0), (hx + 18.0, hy - 84.0)], &[40.0, 46.0])
        .and(taper(&[(hx + 20.0, hy - 88.0), (hx + 58.0, hy - 66.0), (hx + 92.0, hy - 72.0)], &[20.0, 15.0, 10.0]))
        .and(super::people::skull((hx + 28.0, hy - 120.0), 20.0, Head::Hat, 1.0))
        .and(taper(&[(hx, hy - 26.0), (hx + 32.0, hy + 14.0), (hx + 14.0, hy + 50.0)], &[26.0, 18.0, 12.0]))
        .and(blob(&[(hx + 4.0, hy - 96.0), (hx - 40.0, hy - 92.0), (hx - 96.0, hy - 66.0), (hx - 60.0, hy - 52.0), (hx - 10.0, hy - 40.0)]));
    p.ink(K, &horse.and(rider), flat);
    // The beam: from the projector in the upper right, dust in it.
    let (lx, ly) = (1292.0, 300.0);
    let beam = poly(&[(lx, ly - 8.0), (700.0, 222.0), (700.0, 610.0), (lx, ly + 14.0)]);
    p.cut(K, &beam, rays(lx + 40.0, ly + 2.0, 330.0, 0.25, across(700.0, 0.42, lx, 0.95)));
    p.cut(A, &beam, across(700.0, 0.15, lx, 1.0));
    for _ in 0..70 {
        let x = p.rng.range(720.0, 1240.0);
        let t = (lx - x) / (lx - 700.0);
        let y = ly + p.rng.range(-78.0, 300.0) * t;
        let r = p.rng.range(1.5, 5.0);
        p.clear(&oval(x, y, r, r));
    }
    // The projector: body, lens, two reels, its operator.
    let body = poly(&[(1340.0, 226.0), (1530.0, 212.0), (1530.0, 402.0), (1340.0, 390.0)]);
    let lens = poly(&[(1292.0, 270.0), (1344.0, 258.0), (1344.0, 350.0), (1292.0, 338.0)]);
    let legs = line(&[(1380.0, 380.0), (1330.0, 720.0)], 15.0)
        .and(line(&[(1500.0, 390.0), (1560.0, 720.0)], 15.0))
        .and(line(&[(1440.0, 390.0), (1440.0, 720.0)], 15.0));
    p.figure(&legs, 4.0);
    p.figure(&body.clone().and(lens), 6.0);
    p.gouge(&body, lines(-4.0, 17.0, 0.2, across(1340.0, 0.3, 1530.0, 0.05)));
    p.clear(&oval(1292.0, 304.0, 9.0, 28.0));
    for (x, y, r) in [(1396.0, 132.0, 96.0), (1530.0, 470.0, 84.0)] {
        p.figure(&oval(x, y, r, r), 6.0);
        p.clear(&oval(x, y, r - 12.0, r - 12.0).outline(4.0));
        for i in 0..5 {
            let a = i as f32 * 1.2566 + 0.3;
            let (hx, hy) = (x + a.cos() * r * 0.52, y + a.sin() * r * 0.52);
            p.clear(&oval(hx, hy, r * 0.2, r * 0.2));
            p.ink(A, &oval(hx, hy, r * 0.2, r * 0.2), lines(0.0, 8.0, 0.1, k(0.5)));
        }
        p.clear(&oval(x, y, r * 0.11, r * 0.11));
    }
    p.clear(&curve(&[(1484.0, 165.0), (1500.0, 210.0), (1480.0, 260.0)], 5.0).and(curve(&[(1490.0, 385.0), (1470.0, 420.0), (1452.0, 440.0)], 5.0)));
    // The audience, rows of heads from behind, rims lit by the screen.
    for row in 0..4 {
        let t = row as f32 / 3.0;
        let s = 30.0 + 50.0 * t * t + 12.0 * t;
        let y = 670.0 + 240.0 * t;
        let n = (1760.0 / (s * 4.1)) as i32;
        for i in 0..n {
            let x = -30.0 + (i as f32 + 0.5 * (row % 2) as f32) * s * 4.1 + p.rng.range(-0.3, 0.3) * s;
            let h = some_head(p.rng.below(5));
            let yy = y + p.rng.range(-8.0, 8.0);
            let b = bust(x, yy, s, h, 0.0).and(rect(x - s * 2.2, yy + s * 4.0, s * 4.4, 300.0));
            p.figure(&b, 2.0);
            // Light on the side that looks at the screen.
            let lit = bust(x + s * 0.2, yy + s * 0.14, s, h, 0.0).and(rect(x - s * 2.0, yy + s * 4.0, s * 4.4, 300.0));
            p.clear(&b);
            p.ink(K, &lit, flat);
            p.ink(K, &b, dots(45.0, 9.0, across(x - s * 1.6, 0.12, x + s * 1.2, 1.3)));
            p.gouge(&rect(x - s * 1.9, yy + s * 2.3, s * 1.6, s * 4.0), flecks(74.0, s * 0.8, s * 0.36, k(0.24)));
        }
    }
}

/// Drum dancers, long ribbons turning from their hats.
pub fn drum_dancers(p: &mut Print) {
    let (cx, cy) = (800.0, 480.0);
    let all = p.sheet();
    p.ink(B, &all, around(cx, cy, 300.0, 0.0, 1000.0, 0.6));
    p.ink(K, &all, rings(cx, cy + 60.0, 21.0, 0.32, around(cx, cy + 60.0, 380.0, -0.15, 1000.0, 0.7)));
    // Ground with ring shadows.
    let ground = oval(800.0, 1010.0, 1050.0, 190.0);
    p.clear(&ground.grown(6.0));
    p.ink(K, &ground, rings(800.0, 700.0, 17.0, 0.25, down(820.0, 0.25, 1067.0, 0.72)));
    // The watching ring of people behind.
    for i in 0..19 {
        let x = 20.0 + i as f32 * 88.0;
        let y = 740.0 - 60.0 * (1.0 - ((x - 800.0) / 800.0).powi(2)) + 26.0;
        let b = bust(x, y, 24.0, some_head(i * 5 % 6), 0.0).and(rect(x - 50.0, y + 90.0, 100.0, 60.0));
        p.figure(&b, 3.0);
    }
    let ring2 = under(&[(-20.0, 900.0), (400.0, 852.0), (800.0, 838.0), (1200.0, 852.0), (1620.0, 900.0)], 1090.0);
    p.clear(&ring2.grown(4.0));
    p.ink(K, &ring2, rings(800.0, 400.0, 19.0, 0.3, down(840.0, 0.12, 1067.0, 0.6)));
    let spiral = |x: f32, y: f32, sx: f32, sy: f32, turns: f32, start: f32| -> Vec<Pt> {
        (0..=60)
            .map(|i| {
                let t = i as f32 / 60.0;
                let a = start + turns * std::f32::consts::TAU * t;
                let r = 0.12 + 0.88 * t;
                (x + a.cos() * r * sx, y + a.sin() * r * sy - 40.0 * t)
            })
            .collect()
    };
    // Side dancers with hand gongs and small drums, the middle one leaping.
    let dancers = [
        (
            fig(310.0, 930.0, 430.0)
                .face(1.0)
                .lean(8.0)
                .arms((-70.0, -110.0), (76.0, 120.0))
                .legs((-34.0, -8.0), (46.0, -10.0))
                .dress(Head::Bare, Wear::Trousers),
            A,
            1.0,
            1.35,
            3.4,
            0,
        ),
        (
            fig(1300.0, 930.0, 430.0)
                .face(-1.0)
                .lean(-10.0)
                .arms((-80.0, -128.0), (66.0, 100.0))
                .legs((-44.0, 10.0), (30.0, 12.0))
                .dress(Head::Bare, Wear::Trousers),
            B,
            -1.0,
            1.4,
            5.9,
            1,
        ),
        (
            fig(800.0, 860.0, 520.0)
                .lean(-6.0)
                .arms((-84.0, -60.0), (96.0, 140.0))
                .legs((-64.0, 20.0), (58.0, -30.0))
                .dress(Head::Bare, Wear::Trousers),
            A,
            1.0,
            1.6,
            4.7,
            2,
        ),
    ];
    for (f, plate, turn, turns, start, n) in dancers {
        let head = f.crown();
        let h = f.h;
        let shadow = oval(f.x, 968.0 + if n == 2 { 20.0 } else { 0.0 }, h * 0.34, h * 0.05);
        p.figure(&shadow, 3.0);
        // The ribbon.
        let mut pts = spiral(head.0, head.1 - h * 0.2, h * 0.62 * turn, h * 0.3, turns, start);
        let last = pts[pts.len() - 1];
        pts.push((last.0 + turn * 40.0, last.1 - 70.0));
        pts.insert(0, (head.0, head.1 - h * 0.1));
        let ribbon = Shape::new().taper(&pts, &[5.0, 15.0, 22.0, 26.0, 22.0, 6.0]);
        p.put(K, &ribbon.grown(5.0));
        p.clear(&ribbon);
        if plate == B {
            p.ink(B, &ribbon, lines(30.0, 13.0, 0.2, k(0.3)));
        }
        // Body, then sash and drum in colour.
        let body = f.shape();
        p.clear(&body.grown(7.0));
        p.ink(K, &body, flat);
        let (hip, neck) = (f.hip(), f.neck());
        let sash = taper(&[(neck.0 - h * 0.08, neck.1 + h * 0.03), (hip.0 + h * 0.07, hip.1 - h * 0.02)], &[h * 0.05, h * 0.055])
            .and(taper(
                &[(hip.0 + h * 0.07, hip.1 - h * 0.02), (hip.0 + turn * h * 0.2, hip.1 + h * 0.1), (hip.0 + turn * h * 0.3, hip.1 + h * 0.06)],
                &[h * 0.05, h * 0.045, h * 0.02],
            ))
            .and(taper(
                &[(hip.0, hip.1), (hip.0 + turn * h * 0.12, hip.1 + h * 0.16), (hip.0 + turn * h * 0.2, hip.1 + h * 0.2)],
                &[h * 0.04, h * 0.045, h * 0.02],
            ));
        p.clear(&sash.grown(4.0));
        p.ink(plate, &sash, flat);
        let hat = oval(head.0, head.1 - h * 0.045, h * 0.105, h * 0.022)
            .and(under(
                &[
                    (head.0 - h * 0.06, head.1 - h * 0.05),
                    (head.0 - h * 0.045, head.1 - h * 0.105),
                    (head.0, head.1 - h * 0.12),
                    (head.0 + h * 0.045, head.1 - h * 0.105),
                    (head.0 + h * 0.06, head.1 - h * 0.05),
                ],
                head.1 - h * 0.04,
            ))
            .and(line(&[(head.0, head.1 - h * 0.11), (head.0, head.1 - h * 0.16)], 6.0));
        p.figure(&hat, 4.0);
        p.clear(&oval(head.0, head.1 - h * 0.165, 9.0, 9.0));
        p.ink(plate, &oval(head.0, head.1 - h * 0.165, 9.0, 9.0), flat);
        if n == 2 {
            // The hourglass drum across the hips, two sticks.
            let (dx, dy) = (hip.0, hip.1 - h * 0.02);
            let drum = poly(&smooth(
                &[
                    (dx - 128.0, dy - 62.0),
                    (dx - 50.0, dy - 26.0),
                    (dx, dy - 20.0),
                    (dx + 50.0, dy - 26.0),
                    (dx + 128.0, dy - 62.0),
                    (dx + 134.0, dy),
                    (dx + 128.0, dy + 62.0),
                    (dx + 50.0, dy + 26.0),
                    (dx, dy + 20.0),
                    (dx - 50.0, dy + 26.0),
                    (dx - 128.0, dy + 62.0),
                    (dx - 134.0, dy),
                ],
                true,
            ))
            .turn(-9.0, dx, dy);
            p.clear(&drum.grown(7.0));
            p.ink(A, &drum, flat);
            let mut cords = Shape::new();
            for i in 0..5 {
                let v = -46.0 + 23.0 * i as f32;
                cords = cords.line(&[(dx - 122.0, dy + v), (dx, dy - v * 0.3), (dx + 122.0, dy + v)], 4.0);
            }
            p.clear(&cords.turn(-9.0, dx, dy));
            p.ink(K, &drum.outline(6.0), flat);
            for side in [-1.0f32, 1.0] {
                let skin = oval(dx + side * 128.0, dy, 24.0, 74.0).turn(-9.0, dx, dy);
                p.put(K, &skin.grown(5.0));
                p.clear(&skin);
                p.ink(K, &skin, rings(dx + side * 128.0, dy - side * 20.0, 12.0, 0.2, k(0.16)));
                let hand = f.hand(if side < 0.0 { 0 } else { 1 });
                p.figure(&line(&[(hand.0 + side * 24.0, hand.1 - 40.0), (dx + side * 150.0, dy - side * 18.0 - 6.0)], 8.0), 3.0);
            }
        } else {
            let hand = f.hand(if turn > 0.0 { 1 } else { 0 });
            let g = oval(hand.0, hand.1 - 16.0, 50.0, 56.0);
            p.put(K, &g.grown(6.0));
            p.clear(&g);
            p.ink(plate, &g.outline(11.0), flat);
            p.ink(K, &g, rings(hand.0 - 10.0, hand.1 - 26.0, 12.0, 0.2, k(0.14)));
            let other = f.hand(if turn > 0.0 { 0 } else { 1 });
            p.figure(&line(&[other, (other.0 + turn * 60.0, other.1 - 70.0)], 9.0), 3.0);
        }
    }
}
