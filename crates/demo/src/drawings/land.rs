//! Open country: the observatory, the flooded fields, the climbing kiln.

use super::people::{Head, Wear, fig};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, smooth, taper, under};
use super::tone::{across, around, bricks, down, flat, flecks, follow, k, lines, rays, rings, water};

/// An observatory's dome in the desert under star trails.
pub fn desert_observatory(p: &mut Print) {
    let sky = rect(0.0, 0.0, p.w, 860.0);
    p.ink(K, &sky, flat);
    p.ink(A, &sky, down(0.0, 1.0, 700.0, 0.6));
    let (px, py) = (560.0, 210.0);
    p.cut(K, &sky, rings(px, py, 22.0, 0.35, around(px, py, 0.0, 0.10, 1100.0, 0.24)));
    // Star trails: arcs of one length, from one turning.
    for _ in 0..190 {
        let r = p.rng.range(24.0, 1180.0);
        let a0 = p.rng.range(0.0, std::f32::consts::TAU);
        let span = 0.42;
        let pts: Vec<Pt> = (0..=8)
            .map(|i| {
                let a = a0 + span * i as f32 / 8.0;
                (px + r * a.cos(), py + r * a.sin())
            })
            .collect();
        let w = p.rng.range(2.0, 6.5);
        let trail = taper(&pts, &[0.8, w * 0.7, w]);
        p.clear(&trail);
        if p.rng.chance(0.3) {
            p.ink(B, &trail, flat);
        }
    }
    p.clear(&oval(px, py, 7.0, 7.0));
    // Mesas on the horizon, with the last light behind.
    let glow = rect(0.0, 640.0, p.w, 200.0);
    p.cut(K, &glow, lines(0.0, 13.0, 0.3, down(640.0, 0.0, 790.0, 1.0)));
    p.cut(A, &glow, down(640.0, 0.0, 770.0, 1.0));
    p.ink(B, &glow, down(640.0, 0.0, 800.0, 1.0));
    let mesa = poly(&[
        (-10.0, 860.0),
        (-10.0, 722.0),
        (120.0, 718.0),
        (160.0, 770.0),
        (300.0, 780.0),
        (330.0, 740.0),
        (470.0, 742.0),
        (520.0, 800.0),
        (1240.0, 800.0),
        (1290.0, 730.0),
        (1420.0, 726.0),
        (1470.0, 760.0),
        (1610.0, 752.0),
        (1610.0, 860.0),
    ]);
    p.figure(&mesa, 4.0);
    p.gouge(&mesa, lines(90.0, 19.0, 0.4, k(0.12)));
    // Dunes.
    let d1 = under(&[(-20.0, 860.0), (260.0, 812.0), (560.0, 800.0), (900.0, 790.0), (1250.0, 806.0), (1620.0, 850.0)], 1090.0);
    p.clear(&d1.grown(5.0));
    p.ink(B, &d1, flat);
    p.ink(K, &d1, follow(|x| 46.0 * ((x - 900.0) / 260.0).cos(), 16.0, 0.35, across(300.0, 0.28, 1600.0, 0.72)));
    // The dome on its drum.
    let (cx, base) = (1060.0, 800.0);
    let drum = rect(cx - 225.0, 640.0, 450.0, 170.0);
    let dome = under(
        &[
            (cx - 240.0, 640.0),
            (cx - 228.0, 540.0),
            (cx - 172.0, 440.0),
            (cx - 84.0, 380.0),
            (cx, 364.0),
            (cx + 84.0, 380.0),
            (cx + 172.0, 440.0),
            (cx + 228.0, 540.0),
            (cx + 240.0, 640.0),
        ],
        644.0,
    );
    p.clear(&dome.grown(7.0).and(drum.grown(7.0)));
    p.ink(K, &dome, move |x, y| {
        let half = 240.0 * (1.0 - ((644.0 - y) / 282.0).clamp(0.0, 0.99).powi(2)).sqrt();
        let u = ((x - cx) / half.max(1.0)).clamp(-1.0, 1.0);
        let v = u.asin() * 10.0;
        let dark = 0.42 + 0.62 * u;
        (dark * 12.0 - (v - v.floor() - 0.5).abs() * 24.0 + 0.5).clamp(0.0, 1.0)
    });
    p.ink(K, &dome.outline(6.0), flat);
    p.ink(K, &drum, lines(0.0, 14.0, 0.2, across(cx - 225.0, 0.08, cx + 225.0, 1.05)));
    p.ink(K, &drum.outline(6.0), flat);
    p.figure(&rect(cx - 252.0, 630.0, 504.0, 22.0), 4.0);
    let slit = poly(&smooth(
        &[
            (cx - 96.0, 640.0),
            (cx - 104.0, 520.0),
            (cx - 76.0, 420.0),
            (cx - 40.0, 368.0),
            (cx - 4.0, 362.0),
            (cx - 16.0, 420.0),
            (cx - 26.0, 520.0),
            (cx - 24.0, 640.0),
        ],
        true,
    ));
    p.figure(&slit, 5.0);
    p.ink(B, &slit, flat);
    p.cut(K, &slit, lines(90.0, 15.0, 0.2, down(380.0, 0.0, 640.0, 0.9)));
    let tube = line(&[(cx - 36.0, 600.0), (cx - 112.0, 396.0)], 42.0);
    p.figure(&tube, 5.0);
    p.gouge(&tube, lines(70.0, 14.0, 0.2, k(0.2)));
    let door = rect(cx + 60.0, 702.0, 62.0, 100.0).and(oval(cx + 91.0, 702.0, 31.0, 26.0));
    p.clear(&door.grown(6.0));
    p.ink(B, &door, flat);
    let light = poly(&[(cx + 60.0, 802.0), (cx + 122.0, 802.0), (cx + 240.0, 900.0), (cx + 40.0, 900.0)]);
    p.cut(K, &light, flat);
    for x in [cx - 170.0, cx - 110.0, cx + 170.0] {
        let w = rect(x - 13.0, 690.0, 26.0, 40.0);
        p.put(K, &w.grown(4.0));
        p.clear(&w);
        p.ink(B, &w, flat);
    }
    let who = fig(cx + 170.0, base + 78.0, 122.0).arms((-20.0, -8.0), (50.0, 150.0)).dress(Head::Hat, Wear::Coat);
    p.figure(&who.shape(), 4.0);
    // The near dune with its road and cactus.
    let near = under(&[(-20.0, 960.0), (260.0, 900.0), (560.0, 930.0), (860.0, 1000.0), (1200.0, 960.0), (1620.0, 890.0)], 1090.0);
    p.clear(&near.grown(5.0));
    p.ink(K, &near, flat);
    p.gouge(&near, follow(|x| -52.0 * ((x - 260.0) / 300.0).cos(), 21.0, 0.35, across(0.0, 0.3, 1200.0, 0.02)));
    for (x, y, s) in [(250.0, 940.0, 1.0), (1450.0, 960.0, 0.7), (90.0, 990.0, 0.6)] {
        let c = line(&[(x, y), (x, y - 330.0 * s)], 44.0 * s)
            .and(Shape::new().line(
                &smooth(&[(x, y - 130.0 * s), (x - 74.0 * s, y - 140.0 * s), (x - 86.0 * s, y - 170.0 * s), (x - 86.0 * s, y - 250.0 * s)], false),
                30.0 * s,
            ))
            .and(Shape::new().line(
                &smooth(&[(x, y - 90.0 * s), (x + 66.0 * s, y - 100.0 * s), (x + 78.0 * s, y - 130.0 * s), (x + 78.0 * s, y - 196.0 * s)], false),
                28.0 * s,
            ));
        p.figure(&c, 5.0);
        p.gouge(&c, lines(90.0, 13.0 * s, 0.4, k(0.2)));
    }
}

/// A farmhouse and trees standing in flood water.
pub fn flooded_fields(p: &mut Print) {
    let hy = 430.0;
    let sky = rect(0.0, 0.0, p.w, hy + 10.0);
    p.ink(A, &sky, down(0.0, 0.85, hy, 0.15));
    p.ink(K, &sky, lines(3.0, 17.0, 0.36, down(0.0, 0.72, hy, 0.02)));
    let clouds = [(300.0, 130.0, 1.2), (900.0, 80.0, 1.0), (1380.0, 170.0, 1.25)];
    for (x, y, s) in clouds {
        let c = Shape::new().oval(x, y, 190.0 * s, 32.0 * s).oval(x - 70.0 * s, y - 30.0 * s, 80.0 * s, 48.0 * s).oval(
            x + 50.0 * s,
            y - 40.0 * s,
            100.0 * s,
            56.0 * s,
        );
        p.clear(&c.grown(4.0));
        p.ink(K, &c, lines(3.0, 12.0, 0.3, down(y - 90.0 * s, -0.1, y + 30.0 * s, 0.8)));
    }
    let far = under(&[(-10.0, 402.0), (300.0, 388.0), (700.0, 410.0), (1100.0, 396.0), (1610.0, 410.0)], hy + 4.0);
    p.figure(&far, 3.0);
    let sea = rect(0.0, hy, p.w, 500.0);
    p.clear(&sea.grown(2.0));
    p.ink(A, &sea, down(hy, 0.35, 900.0, 0.85));
    p.ink(K, &sea, water(hy - 10.0, 5.0, 0.35, down(hy, 0.22, 900.0, 0.5)));
    // Everything that stands also stands on its head, broken by ripples.
    let poplar = |x: f32, y: f32, s: f32| {
        taper(&[(x, y), (x, y - s * 0.3)], &[s * 0.05, s * 0.04]).and(blob(&[
            (x - s * 0.09, y - s * 0.2),
            (x - s * 0.12, y - s * 0.5),
            (x - s * 0.05, y - s * 0.9),
            (x, y - s),
            (x + s * 0.06, y - s * 0.88),
            (x + s * 0.12, y - s * 0.5),
            (x + s * 0.09, y - s * 0.2),
        ]))
    };
    let bare = |x: f32, y: f32, s: f32| {
        let mut t = taper(&[(x, y), (x - s * 0.02, y - s * 0.5), (x + s * 0.03, y - s)], &[s * 0.09, s * 0.05, 2.0]);
        for i in 0..9 {
            let side = if i % 2 == 0 { 1.0 } else { -1.0 };
            let f = 0.3 + 0.075 * i as f32;
            let len = s * (0.46 - 0.36 * (f - 0.3));
            let b = (x + side * len * 0.55, y - s * f - len * 0.35);
            let c = (x + side * len, y - s * f - len * 0.9);
            t = t
                .taper(&[(x, y - s * f), b, c], &[s * 0.035, s * 0.022, 1.5])
                .taper(&[b, (b.0 + side * len * 0.08, b.1 - len * 0.5)], &[s * 0.018, 1.0]);
        }
        t
    };
    let mut stand: Vec<(Shape, f32)> = Vec::new();
    for i in 0..7 {
        stand.push((poplar(880.0 + i as f32 * 74.0, 446.0, 150.0 + ((i * 37) % 40) as f32), 446.0));
    }
    stand.push((bare(250.0, 610.0, 470.0), 610.0));
    stand.push((bare(1440.0, 560.0, 350.0), 560.0));
    for (s, y) in &stand {
        let mirror = s.clone().place(0.0, 2.0 * y, 1.0, -0.85).place(0.0, -0.15 * y, 1.0, 1.0);
        p.ink(K, &mirror, water(hy - 10.0, 7.0, 0.4, down(*y, 0.98, y + 330.0, 0.3)));
        p.figure(s, 4.0);
    }
    // The house: gable to us, long roof, water to the sills.
    let y = 560.0;
    let gable = poly(&[(560.0, y), (560.0, 400.0), (650.0, 300.0), (740.0, 400.0), (740.0, y)]);
    let wall = rect(740.0, 400.0, 330.0, y - 400.0);
    let roof = poly(&[(650.0, 290.0), (1010.0, 290.0), (1090.0, 406.0), (748.0, 406.0)]);
    let reflect = |s: &Shape| s.clone().place(0.0, 2.0 * y, 1.0, -1.0);
    for (s, d) in [(&gable, 0.5), (&wall, 0.75)] {
        p.ink(K, &reflect(s), water(hy - 10.0, 8.0, 0.35, k(d)));
    }
    p.ink(B, &reflect(&roof), water(hy - 10.0, 9.0, 0.35, k(0.8)));
    p.ink(K, &reflect(&roof), water(hy - 10.0, 9.0, 0.35, k(0.3)));
    p.clear(&gable.grown(5.0).and(wall.grown(5.0)).and(roof.grown(5.0)));
    p.ink(K, &wall, lines(0.0, 13.0, 0.2, k(0.68)));
    p.ink(K, &gable, lines(0.0, 13.0, 0.2, k(0.12)));
    p.ink(B, &roof, flat);
    p.ink(K, &roof, lines(0.0, 11.0, 0.2, k(0.35)));
    p.ink(K, &roof, lines(62.0, 40.0, 0.1, k(0.1)));
    p.ink(K, &gable.outline(5.0).and(wall.outline(5.0)).and(roof.outline(5.0)), flat);
    for x in [590.0, 680.0, 790.0, 900.0, 1000.0] {
        let w = rect(x, 450.0, 36.0, 62.0);
        p.put(K, &w.grown(3.0));
        p.clear(&line(&[(x + 18.0, 450.0), (x + 18.0, 512.0)], 4.0).and(line(&[(x, 480.0), (x + 36.0, 480.0)], 4.0)));
    }
    p.put(K, &rect(636.0, 352.0, 28.0, 34.0));
    for x in [800.0, 960.0] {
        p.figure(&rect(x, 244.0, 36.0, 60.0).and(rect(x - 6.0, 240.0, 48.0, 10.0)), 4.0);
    }
    let smoke = taper(&[(818.0, 232.0), (846.0, 190.0), (826.0, 150.0), (880.0, 96.0)], &[10.0, 26.0, 34.0, 60.0]);
    p.clear(&smoke);
    // Fence posts leading in, a punt with two people and a dog.
    for i in 0..13 {
        let t = i as f32 / 12.0;
        let (x, y) = (1590.0 - 520.0 * t, 800.0 - 230.0 * t.powf(0.7));
        let h = 96.0 * (1.0 - 0.66 * t);
        let post = line(&[(x, y), (x + 3.0 * (i % 3) as f32, y - h)], 17.0 * (1.0 - 0.6 * t));
        p.ink(K, &line(&[(x, y), (x - 2.0, y + h * 0.8)], 18.0 * (1.0 - 0.6 * t)), water(hy - 10.0, 8.0, 0.4, k(0.75)));
        p.figure(&post, 3.0);
    }
    let wire: Vec<Pt> = (0..13)
        .map(|i| {
            let t = i as f32 / 12.0;
            (1590.0 - 520.0 * t, 800.0 - 230.0 * t.powf(0.7) - 74.0 * (1.0 - 0.66 * t))
        })
        .collect();
    p.ink(K, &line(&wire, 3.0), flat);
    let (bx, by) = (560.0, 770.0);
    let hull = blob(&[
        (bx - 230.0, by - 60.0),
        (bx - 120.0, by - 32.0),
        (bx, by - 28.0),
        (bx + 130.0, by - 34.0),
        (bx + 240.0, by - 66.0),
        (bx + 180.0, by + 18.0),
        (bx, by + 28.0),
        (bx - 170.0, by + 18.0),
    ]);
    let rower = fig(bx + 110.0, by - 4.0, 300.0)
        .face(-1.0)
        .lean(-10.0)
        .arms((-30.0, -70.0), (-20.0, -60.0))
        .legs((-10.0, 4.0), (14.0, 10.0))
        .dress(Head::Cap, Wear::Coat);
    let h = rower.hand(0);
    let pole = line(&[(h.0 - 70.0, h.1 - 180.0), (h.0 + 170.0, h.1 + 330.0)], 8.0);
    let sitter = super::people::bust(bx - 90.0, by - 160.0, 30.0, Head::Long, -1.0).and(rect(bx - 150.0, by - 60.0, 110.0, 40.0));
    let dog = blob(&[
        (bx - 206.0, by - 54.0),
        (bx - 200.0, by - 100.0),
        (bx - 224.0, by - 112.0),
        (bx - 216.0, by - 138.0),
        (bx - 188.0, by - 148.0),
        (bx - 168.0, by - 130.0),
        (bx - 154.0, by - 50.0),
    ]);
    p.ink(K, &hull.clone().place(0.0, 2.0 * by + 30.0, 1.0, -1.0), water(hy - 10.0, 9.0, 0.35, k(0.85)));
    p.figure(&pole, 4.0);
    p.figure(&rower.shape(), 5.0);
    p.figure(&sitter, 5.0);
    p.figure(&dog, 4.0);
    p.clear(&hull.grown(6.0));
    p.ink(B, &hull, flat);
    p.ink(K, &hull, lines(2.0, 13.0, 0.2, down(by - 60.0, 0.1, by + 30.0, 0.85)));
    p.ink(K, &hull.outline(5.0), flat);
}

/// A climbing kiln with smoke, jars in front.
pub fn pottery_kiln(p: &mut Print) {
    let sky = rect(0.0, 0.0, p.w, 800.0);
    p.ink(B, &sky, down(0.0, 0.25, 700.0, 0.9));
    p.ink(K, &sky, lines(-14.0, 17.0, 0.36, down(0.0, 0.42, 620.0, -0.1)));
    let ridge = under(&[(-20.0, 640.0), (240.0, 590.0), (520.0, 610.0), (760.0, 520.0), (1020.0, 400.0), (1300.0, 290.0), (1620.0, 200.0)], 1090.0);
    p.clear(&ridge.grown(5.0));
    p.ink(K, &ridge, follow(|x| 700.0 - x * 0.42, 16.0, 0.3, across(0.0, 0.5, 1600.0, 0.86)));
    for i in 0..10 {
        let x = 1000.0 + i as f32 * 66.0;
        let t = super::hills::tree(x, 410.0 - (x - 1000.0) * 0.36, 120.0 + ((i * 47) % 60) as f32);
        p.figure(&t, 4.0);
        p.gouge(&t, flecks(-30.0, 26.0, 11.0, k(0.3)));
    }
    // Smoke from the top chamber, rolling to the left.
    let mut puff = Shape::new();
    let path = smooth(
        &[
            (1330.0, 250.0),
            (1300.0, 150.0),
            (1180.0, 110.0),
            (1040.0, 140.0),
            (880.0, 120.0),
            (700.0, 150.0),
            (480.0, 110.0),
            (240.0, 140.0),
            (-40.0, 100.0),
        ],
        false,
    );
    let n = path.len();
    let mut curls = Shape::new();
    for (i, q) in path.iter().enumerate().step_by(3) {
        let t = i as f32 / n as f32;
        let r = 26.0 + 62.0 * t + p.rng.range(-6.0, 12.0);
        let (x, y) = (q.0 + p.rng.range(-14.0, 14.0), q.1 + p.rng.range(-22.0, 22.0));
        puff = puff.oval(x, y, r * 1.15, r * 0.86);
        let arc: Vec<Pt> = (0..9)
            .map(|j| {
                let a = 0.5 + j as f32 * 0.5;
                (x + (r * 0.74 - j as f32 * r * 0.05) * a.cos(), y + (r * 0.56 - j as f32 * r * 0.04) * a.sin())
            })
            .collect();
        curls = curls.taper(&arc, &[1.0, 6.0, 1.0]);
    }
    p.put(K, &puff.grown(5.0));
    p.clear(&puff);
    p.ink(K, &curls, flat);
    // Chambers climbing to the right, far ones first.
    for i in (0..6).rev() {
        let t = i as f32;
        let s = 1.0 - t * 0.085;
        let (x, y) = (430.0 + t * 176.0 - t * t * 4.0, 850.0 - t * 92.0);
        let w = 176.0 * s;
        let arch = |g: f32| -> Shape {
            let w = w + g;
            under(
                &[
                    (x - w, y + 20.0),
                    (x - w * 0.98, y - 110.0 * s),
                    (x - w * 0.72, y - 226.0 * s - g),
                    (x, y - 282.0 * s - g),
                    (x + w * 0.72, y - 226.0 * s - g),
                    (x + w * 0.98, y - 110.0 * s),
                    (x + w, y + 20.0),
                ],
                y + 60.0,
            )
        };
        let back = arch(0.0).place(70.0 * s, -34.0 * s, 1.0, 1.0);
        p.figure(&back, 5.0);
        p.ink(A, &back, flat);
        p.cut(K, &back, lines(-26.0, 15.0, 0.3, k(0.2)));
        let f = arch(0.0);
        p.clear(&f.grown(6.0));
        p.ink(A, &f, bricks(62.0 * s, 27.0 * s, 2.4));
        p.ink(K, &f, rings(x - w * 0.3, y - 140.0 * s, 15.0, 0.3, around(x - w * 0.4, y - 150.0 * s, 40.0 * s, -0.1, 320.0 * s, 0.7)));
        p.ink(K, &f.outline(7.0), flat);
        let hole = under(
            &[(x - 62.0 * s, y + 20.0), (x - 60.0 * s, y - 90.0 * s), (x, y - 142.0 * s), (x + 60.0 * s, y - 90.0 * s), (x + 62.0 * s, y + 20.0)],
            y + 40.0,
        );
        p.figure(&hole.grown(9.0), 4.0);
        if i == 0 {
            p.clear(&hole);
            p.ink(B, &hole, flat);
            p.ink(A, &hole, around(x, y + 20.0, 30.0, 0.0, 150.0, 1.0));
            for (dx, h, wd) in [(-34.0, 90.0, 34.0), (0.0, 130.0, 40.0), (32.0, 84.0, 32.0)] {
                let flame = taper(&[(x + dx, y + 26.0), (x + dx * 0.8 + 8.0, y - h * 0.45), (x + dx * 0.6 - 4.0, y - h)], &[wd, wd * 0.6, 1.0]);
                p.clear(&flame);
                p.ink(B, &flame, k(0.35));
            }
        } else {
            let port = oval(x, y - 186.0 * s, 15.0 * s, 15.0 * s);
            p.figure(&port.grown(4.0), 2.0);
            p.clear(&port);
            p.ink(B, &port, flat);
        }
    }
    let stack = rect(1290.0, 258.0, 78.0, 170.0).and(rect(1280.0, 246.0, 98.0, 20.0));
    p.figure(&stack, 4.0);
    p.cut(K, &stack, lines(0.0, 19.0, 0.2, k(0.14)));
    // Ground, firelight on it, woodpile.
    let ground = under(&[(-20.0, 880.0), (300.0, 896.0), (700.0, 890.0), (1000.0, 830.0), (1300.0, 700.0), (1620.0, 560.0)], 1090.0);
    p.clear(&ground.grown(5.0));
    p.ink(K, &ground, flat);
    p.ink(B, &ground, flat);
    p.cut(K, &ground, rays(430.0, 850.0, 70.0, 0.25, around(430.0, 880.0, 60.0, 0.95, 620.0, 0.04)));
    p.cut(K, &rect(900.0, 560.0, 700.0, 500.0), flecks(-26.0, 50.0, 15.0, k(0.12)));
    for row in 0..4 {
        for c in 0..(7 - row) {
            let (x, y) = (60.0 + c as f32 * 40.0 + row as f32 * 20.0 - 60.0, 880.0 - row as f32 * 36.0);
            let log = oval(x, y, 20.0, 19.0);
            p.figure(&log, 2.5);
            p.clear(&oval(x, y, 14.0, 13.0).outline(2.5).and(oval(x, y, 6.0, 6.0).outline(2.0)));
        }
    }
    // The potter feeding the fire.
    let who = fig(650.0, 960.0, 350.0)
        .face(-1.0)
        .lean(-24.0)
        .arms((-50.0, -86.0), (-38.0, -78.0))
        .legs((-32.0, 6.0), (20.0, 30.0))
        .dress(Head::Cap, Wear::Coat);
    let h = who.hand(0);
    p.figure(&line(&[(h.0 + 110.0, h.1 - 36.0), (h.0 - 130.0, h.1 + 24.0)], 18.0), 4.0);
    p.figure(&who.shape(), 6.0);
    // Jars in front, big and round.
    for (x, y, s, plate) in [
        (1490.0, 900.0, 1.25, A),
        (1040.0, 950.0, 0.85, B),
        (1260.0, 985.0, 1.45, K),
        (880.0, 1015.0, 0.7, A),
        (1530.0, 1050.0, 0.95, B),
        (1060.0, 1050.0, 0.7, K),
    ] {
        let jar = blob(&[
            (x - 46.0 * s, y),
            (x - 110.0 * s, y - 96.0 * s),
            (x - 104.0 * s, y - 186.0 * s),
            (x - 50.0 * s, y - 238.0 * s),
            (x, y - 246.0 * s),
            (x + 50.0 * s, y - 238.0 * s),
            (x + 104.0 * s, y - 186.0 * s),
            (x + 110.0 * s, y - 96.0 * s),
            (x + 46.0 * s, y),
            (x, y + 6.0 * s),
        ]);
        let lip = oval(x, y - 246.0 * s, 54.0 * s, 15.0 * s);
        p.clear(&jar.grown(7.0).and(lip.grown(7.0)));
        p.ink(plate, &jar, flat);
        let (lx, ly) = (x - 46.0 * s, y - 150.0 * s);
        if plate == K {
            p.cut(K, &jar, rings(lx, ly, 14.0, 0.3, around(lx, ly, 10.0 * s, 0.75, 150.0 * s, -0.1)));
        } else {
            p.ink(K, &jar, rings(lx, ly, 14.0, 0.3, around(lx, ly, 30.0 * s, -0.1, 190.0 * s, 0.85)));
            p.ink(K, &jar.outline(6.0), flat);
        }
        p.figure(&lip, 4.0);
        let band = curve(&[(x - 98.0 * s, y - 190.0 * s), (x, y - 168.0 * s), (x + 98.0 * s, y - 190.0 * s)], 6.0 * s)
            .and(curve(&[(x - 107.0 * s, y - 166.0 * s), (x, y - 142.0 * s), (x + 107.0 * s, y - 166.0 * s)], 3.0 * s));
        p.clear(&band);
        if plate != A {
            let fish = super::crowd::fish().0.place(x, y - 92.0 * s, 0.55 * s, 0.55 * s);
            p.clear(&fish);
            p.ink(if plate == K { B } else { K }, &fish, flat);
        }
    }
}
