//! Working quays: the container terminal and the shipyard.

use super::people::{Head, Wear, fig};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, line, oval, poly, rect, taper, under};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, water};

fn container(p: &mut Print, x: f32, y: f32, w: f32, h: f32, kind: usize) {
    let c = rect(x, y, w - 3.0, h - 3.0);
    p.put(K, &c.grown(2.5));
    p.clear(&rect(x + 2.0, y + 2.0, w - 7.0, h - 7.0));
    let inner = rect(x + 3.0, y + 3.0, w - 9.0, h - 9.0);
    let pitch = (h / 7.0).max(5.0);
    match kind % 4 {
        0 => {
            p.ink(A, &inner, flat);
            p.ink(K, &inner, lines(90.0, pitch, 0.1, k(0.3)));
        }
        1 => {
            p.ink(B, &inner, flat);
            p.ink(K, &inner, lines(90.0, pitch, 0.1, k(0.35)));
        }
        2 => p.ink(K, &inner, lines(90.0, pitch, 0.1, k(0.32))),
        _ => {
            p.ink(K, &inner, flat);
            p.cut(K, &inner, lines(90.0, pitch, 0.1, k(0.2)));
        }
    }
}

fn gantry(x: f32, y: f32, s: f32) -> Shape {
    let at = |u: f32, v: f32| (x + u * s, y - v * s);
    let mut c = line(&[at(-70.0, 0.0), at(-60.0, 330.0), at(-22.0, 500.0)], 17.0 * s)
        .line(&[at(70.0, 0.0), at(60.0, 330.0), at(-6.0, 500.0)], 17.0 * s)
        .line(&[at(-66.0, 150.0), at(66.0, 150.0)], 13.0 * s)
        .line(&[at(-360.0, 338.0), at(210.0, 338.0)], 22.0 * s)
        .line(&[at(-14.0, 500.0), at(-340.0, 345.0)], 6.0 * s)
        .line(&[at(-14.0, 500.0), at(-190.0, 345.0)], 6.0 * s)
        .line(&[at(-14.0, 500.0), at(205.0, 345.0)], 6.0 * s)
        .line(&[at(-66.0, 150.0), at(60.0, 330.0)], 6.0 * s)
        .line(&[at(66.0, 150.0), at(-60.0, 330.0)], 6.0 * s)
        .rect(x + 110.0 * s, y - 392.0 * s, 92.0 * s, 46.0 * s)
        .rect(x - 86.0 * s, y - 12.0 * s, 36.0 * s, 16.0 * s)
        .rect(x + 50.0 * s, y - 12.0 * s, 36.0 * s, 16.0 * s);
    for i in 0..12 {
        let u = -350.0 + i as f32 * 46.0;
        c = c.line(&[at(u, 360.0), at(u + 23.0, 338.0), at(u + 46.0, 360.0)], 3.5 * s);
    }
    c.line(&[at(-352.0, 361.0), at(204.0, 361.0)], 4.0 * s)
}

/// Gantry cranes over a container ship.
pub fn container_cranes(p: &mut Print) {
    let sky = rect(0.0, 0.0, p.w, 720.0);
    p.ink(B, &sky, down(0.0, 0.9, 640.0, 0.12));
    p.ink(K, &sky, lines(9.0, 16.0, 0.36, down(0.0, 0.6, 560.0, -0.05)));
    p.clear(&oval(330.0, 330.0, 116.0, 116.0));
    p.ink(A, &oval(330.0, 330.0, 100.0, 100.0), flat);
    let sea = rect(0.0, 690.0, p.w, 400.0);
    p.clear(&sea);
    p.ink(B, &sea, flat);
    p.ink(K, &sea, water(680.0, 6.0, 0.3, down(690.0, 0.35, 1000.0, 0.7)));
    // Far cranes, mere outlines.
    for (x, s) in [(560.0, 0.5), (760.0, 0.5), (960.0, 0.5)] {
        let g = gantry(x, 700.0, s);
        p.clear(&g.grown(2.5));
        p.ink(K, &g, lines(90.0, 6.0, 0.1, k(0.72)));
    }
    // The ship from the side.
    let hull = under(&[(-40.0, 640.0), (200.0, 650.0), (700.0, 650.0), (900.0, 640.0), (1010.0, 600.0)], 820.0);
    let hull = Shape::new()
        .and(poly(&[(-40.0, 640.0), (760.0, 640.0), (900.0, 626.0), (1040.0, 580.0), (960.0, 800.0), (-40.0, 810.0)]))
        .and(rect(-40.0, 700.0, 10.0, 10.0))
        .and(Shape(hull.0.into_iter().take(0).collect()));
    for col in 0..9 {
        let tall = [3, 4, 5, 4, 5, 5, 3, 4, 2][col];
        for row in 0..tall {
            let x = 150.0 + col as f32 * 78.0;
            container(p, x, 596.0 - row as f32 * 44.0, 78.0, 44.0, col * 3 + row * 5 + (col * row) % 3);
        }
    }
    let bridge = rect(20.0, 400.0, 112.0, 250.0)
        .and(rect(0.0, 392.0, 150.0, 26.0))
        .and(line(&[(70.0, 392.0), (70.0, 310.0)], 8.0))
        .and(line(&[(40.0, 340.0), (100.0, 340.0)], 5.0));
    p.figure(&bridge, 5.0);
    for r in 0..5 {
        p.clear(&rect(34.0, 432.0 + r as f32 * 40.0, 86.0, 14.0));
    }
    p.figure(&hull, 6.0);
    p.cut(K, &hull, lines(0.0, 22.0, 0.3, k(0.1)));
    let red = poly(&[(-40.0, 760.0), (972.0, 760.0), (958.0, 806.0), (-40.0, 812.0)]);
    p.clear(&red);
    p.ink(A, &red, flat);
    p.clear(&line(&[(-40.0, 664.0), (800.0, 664.0), (1000.0, 632.0)], 4.0));
    let mirror = rect(-40.0, 810.0, 1000.0, 130.0);
    p.ink(K, &mirror, water(680.0, 9.0, 0.35, down(810.0, 0.95, 940.0, 0.2)));
    // Quay edge and the two great cranes.
    let quay = poly(&[(1010.0, 830.0), (1610.0, 790.0), (1610.0, 1080.0), (560.0, 1080.0)]);
    p.figure(&quay, 6.0);
    p.gouge(&quay, flecks(-4.0, 60.0, 15.0, k(0.35)));
    for (x, y, s) in [(1120.0, 850.0, 1.35), (1450.0, 920.0, 1.72)] {
        let g = gantry(x, y, s);
        p.clear(&g.grown(4.0));
        p.ink(if s > 1.5 { K } else { A }, &g, flat);
        p.ink(K, &g, lines(90.0, 9.0, 0.2, k(if s > 1.5 { 1.0 } else { 0.42 })));
    }
    // A box on its way down.
    let (bx, by) = (842.0, 470.0);
    p.figure(
        &line(&[(bx, by), (bx + 10.0, 400.0)], 3.0).and(line(&[(bx + 106.0, by), (bx + 96.0, 400.0)], 3.0)).and(rect(bx + 2.0, 380.0, 104.0, 24.0)),
        2.0,
    );
    p.clear(&rect(bx - 8.0, by - 8.0, 124.0, 70.0));
    container(p, bx, by, 112.0, 58.0, 0);
    // Stacks in front at the right and left.
    for (x0, y0, cols, rows, w, h, seed) in [(1010.0, 1010.0, 3, 2, 200.0, 96.0, 2), (-60.0, 1000.0, 3, 1, 220.0, 104.0, 1)] {
        for c in 0..cols {
            let n = rows + if c == 1 { 1 } else { 0 };
            for r in 0..n {
                container(p, x0 + c as f32 * w, y0 - r as f32 * h, w, h, c * 2 + r * 3 + seed);
            }
        }
    }
    let man = fig(880.0, 1035.0, 190.0).arms((-20.0, -10.0), (60.0, 160.0)).dress(Head::Cap, Wear::Trousers);
    p.figure(&man.shape(), 5.0);
}

/// A hull on the slip, bow on, in its scaffolding.
pub fn shipyard_hull(p: &mut Print) {
    let cx = 860.0;
    let sky = rect(0.0, 0.0, p.w, 900.0);
    p.ink(B, &sky, down(0.0, 0.35, 700.0, 0.75));
    p.ink(K, &sky, rays(cx, 1150.0, 84.0, 0.3, around(cx, 1100.0, 560.0, -0.1, 1300.0, 0.62)));
    // A tower crane behind.
    let mast = rect(286.0, 90.0, 40.0, 800.0);
    let mut crane = line(&[(306.0, 120.0), (900.0, 96.0)], 16.0)
        .and(line(&[(306.0, 120.0), (90.0, 128.0)], 16.0))
        .and(line(&[(306.0, 30.0), (860.0, 92.0)], 5.0))
        .and(line(&[(306.0, 30.0), (110.0, 120.0)], 5.0))
        .and(line(&[(306.0, 130.0), (306.0, 30.0)], 12.0))
        .and(rect(80.0, 126.0, 80.0, 62.0))
        .and(rect(300.0, 110.0, 60.0, 46.0));
    crane = crane.line(&[(720.0, 104.0), (720.0, 240.0)], 3.0).rect(690.0, 240.0, 62.0, 22.0);
    for i in 0..14 {
        let y = 150.0 + i as f32 * 52.0;
        crane = crane.line(&[(288.0, y), (324.0, y + 52.0)], 4.0).line(&[(324.0, y), (288.0, y + 52.0)], 4.0);
    }
    p.clear(&crane.grown(4.0).and(mast.grown(4.0)));
    p.ink(K, &mast.outline(7.0).and(crane), flat);
    // Sheds.
    let sheds = poly(&[(-10.0, 900.0), (-10.0, 650.0), (70.0, 600.0), (150.0, 650.0), (230.0, 600.0), (310.0, 650.0), (310.0, 900.0)]).and(poly(&[
        (1340.0, 900.0),
        (1340.0, 660.0),
        (1420.0, 610.0),
        (1500.0, 660.0),
        (1580.0, 610.0),
        (1640.0, 660.0),
        (1640.0, 900.0),
    ]));
    p.figure(&sheds, 5.0);
    p.gouge(&sheds, lines(90.0, 18.0, 0.2, k(0.16)));
    // The hull: flared at the deck, knife-sharp below.
    let hull = blob(&[
        (cx, 880.0),
        (cx - 120.0, 862.0),
        (cx - 250.0, 760.0),
        (cx - 312.0, 600.0),
        (cx - 332.0, 420.0),
        (cx - 372.0, 262.0),
        (cx - 240.0, 236.0),
        (cx, 176.0),
        (cx + 240.0, 236.0),
        (cx + 372.0, 262.0),
        (cx + 332.0, 420.0),
        (cx + 312.0, 600.0),
        (cx + 250.0, 760.0),
        (cx + 120.0, 862.0),
    ]);
    p.clear(&hull.grown(8.0));
    p.ink(K, &hull, flat);
    // Plates: strakes curving to the stem, lit from the left.
    let strake = move |x: f32, y: f32| (y + (x - cx).abs() * 0.24) / 27.0;
    p.cut(K, &hull, move |x, y| {
        let u = strake(x, y);
        let lit = if x < cx { 0.62 - (x - cx + 330.0).abs() / 700.0 } else { 0.06 + (x - cx) / 1500.0 };
        let n = super::noise::strip(u.floor() as i32, x / 90.0, 3);
        ((lit + 0.2 * n) * 13.0 - (u - u.floor() - 0.5).abs() * 27.0 + 0.5).clamp(0.0, 1.0)
    });
    let low = blob(&[
        (cx, 880.0),
        (cx - 120.0, 862.0),
        (cx - 250.0, 760.0),
        (cx - 300.0, 640.0),
        (cx - 306.0, 620.0),
        (cx, 560.0),
        (cx + 306.0, 620.0),
        (cx + 300.0, 640.0),
        (cx + 250.0, 760.0),
        (cx + 120.0, 862.0),
    ]);
    p.clear(&low);
    p.ink(A, &low, flat);
    p.ink(K, &low, move |x, y| {
        let u = strake(x, y);
        let d = if x < cx { 0.12 } else { 0.62 };
        let n = super::noise::strip(u.floor() as i32, x / 90.0, 4);
        ((d + 0.2 * n) * 13.0 - (u - u.floor() - 0.5).abs() * 27.0 + 0.5).clamp(0.0, 1.0)
    });
    p.clear(&taper(&[(cx - 305.0, 622.0), (cx - 150.0, 586.0), (cx, 564.0), (cx + 150.0, 586.0), (cx + 305.0, 622.0)], &[7.0, 10.0, 7.0]));
    p.clear(&taper(&[(cx, 180.0), (cx, 560.0), (cx, 876.0)], &[16.0, 9.0, 12.0]));
    p.ink(K, &line(&[(cx + 6.0, 190.0), (cx + 5.0, 872.0)], 7.0), flat);
    p.clear(&taper(&[(cx - 362.0, 290.0), (cx - 200.0, 262.0), (cx, 214.0), (cx + 200.0, 262.0), (cx + 362.0, 290.0)], &[6.0, 9.0, 6.0]));
    for side in [-1.0f32, 1.0] {
        let (x, y) = (cx + side * 140.0, 400.0);
        p.put(K, &oval(x, y, 30.0, 34.0));
        p.clear(&oval(x, y, 30.0, 34.0).outline(5.0));
        let anchor = line(&[(x, y), (x, y + 92.0)], 13.0)
            .and(taper(&[(x - 46.0, y + 62.0), (x - 22.0, y + 98.0), (x, y + 102.0), (x + 22.0, y + 98.0), (x + 46.0, y + 62.0)], &[5.0, 20.0, 5.0]));
        p.figure(&anchor, 4.0);
    }
    for i in 0..7 {
        let y = 640.0 + i as f32 * 30.0;
        p.clear(&rect(cx - 44.0, y, 20.0, 7.0).and(rect(cx + 28.0, y, 20.0, 7.0)));
    }
    // Slip, keel blocks, shores.
    let ground = rect(0.0, 884.0, p.w, 200.0);
    p.clear(&ground.grown(4.0));
    p.ink(B, &ground, k(0.5));
    p.ink(K, &ground, flecks(0.0, 50.0, 13.0, down(884.0, 0.35, 1067.0, 0.75)));
    let slip = poly(&[(cx - 130.0, 886.0), (cx + 130.0, 886.0), (cx + 420.0, 1080.0), (cx - 420.0, 1080.0)]);
    p.figure(&slip, 5.0);
    p.gouge(&slip, rays(cx, 740.0, 60.0, 0.1, k(0.16)));
    for i in 0..4 {
        let (y, w) = (900.0 + i as f32 * 42.0, 70.0 + i as f32 * 22.0);
        let b = rect(cx - w / 2.0, y, w, 24.0);
        p.clear(&b.grown(3.0));
        p.ink(B, &b, flat);
        p.ink(K, &b.outline(4.0), flat);
    }
    // Scaffolding left and right.
    for side in [-1.0f32, 1.0] {
        let mut poles = Shape::new();
        for i in 0..4 {
            let x = cx + side * (350.0 + i as f32 * 62.0);
            poles = poles.line(&[(x, 910.0 + i as f32 * 14.0), (x + side * 8.0, 232.0 + i as f32 * 30.0)], 8.0);
        }
        for l in 0..6 {
            let y = 300.0 + l as f32 * 106.0;
            let inner = 340.0 - if l > 2 { (l - 2) as f32 * 34.0 } else { 0.0 };
            poles = poles.line(&[(cx + side * inner, y), (cx + side * 560.0, y + 22.0)], 12.0);
            if l < 5 {
                poles = poles
                    .line(&[(cx + side * 352.0, y), (cx + side * 415.0, y + 106.0)], 4.5)
                    .line(&[(cx + side * 478.0, y), (cx + side * 415.0, y + 106.0)], 4.5)
                    .line(&[(cx + side * 478.0, y), (cx + side * 540.0, y + 106.0)], 4.5);
            }
        }
        p.figure(&poles, 3.5);
        for (l, dx, tool) in [(0, 440.0, 0), (2, 390.0, 1), (3, 470.0, 0), (4, 350.0, 1)] {
            let y = 296.0 + l as f32 * 106.0 + 6.0;
            let f = fig(cx + side * dx, y, 84.0)
                .face(-side)
                .arms((-side * 60.0, -side * 96.0), (-side * 44.0, -side * 80.0))
                .dress(Head::Cap, Wear::Trousers);
            p.figure(&f.shape(), 3.5);
            if tool == 1 && side < 0.0 {
                let h = f.hand(0);
                let (x, y) = (h.0 + 14.0, h.1);
                for j in 0..18 {
                    let a = (j as f32 * 20.0 + p.rng.range(-8.0, 8.0)).to_radians();
                    let r = p.rng.range(34.0, 92.0);
                    let spark = taper(&[(x, y), (x + a.cos() * r, y + a.sin() * r)], &[8.0, 1.0]);
                    p.clear(&spark.grown(1.5));
                    p.ink(B, &spark, flat);
                }
                p.clear(&oval(x, y, 19.0, 19.0));
            }
        }
    }
    // Two in front looking up.
    for (x, h, head, wear) in
        [(330.0, 300.0, Head::Hat, Wear::Coat), (440.0, 272.0, Head::Bun, Wear::Coat), (1330.0, 250.0, Head::Cap, Wear::Trousers)]
    {
        let side = if x < cx { 1.0 } else { -1.0 };
        let f = fig(x, 1035.0, h).face(side).lean(-side * 3.0).arms((-8.0, 4.0), (side * 30.0, side * 150.0)).dress(head, wear);
        p.figure(&f.shape(), 6.0);
    }
    p.ink(K, &rect(0.0, 0.0, 1.0, 1.0), across(0.0, 0.0, 1.0, 0.0));
}
