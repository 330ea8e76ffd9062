//! Rooms of state: the polling station and the summit.

use super::people::{Head, bust};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, curve, line, oval, poly, rect, smooth, taper};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, rings};

/// Ballot boxes in a row, a hand dropping a paper.
pub fn ballot_boxes(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &rect(0.0, 0.0, p.w, 700.0), lines(90.0, 18.0, 0.2, around(560.0, 330.0, 150.0, 0.02, 1100.0, 0.85)));
    p.ink(A, &all, around(560.0, 340.0, 200.0, 0.0, 1000.0, 0.75));
    // Booths with curtains at the back.
    for i in 0..4 {
        let x = 850.0 + i as f32 * 190.0;
        let booth = rect(x, 170.0, 170.0, 400.0);
        p.figure(&booth, 5.0);
        let curtain = rect(x + 14.0, 196.0, 142.0, 250.0);
        p.clear(&curtain);
        p.ink(A, &curtain, flat);
        p.ink(K, &curtain, lines(90.0, 17.0, 0.2, across(x, 0.25, x + 170.0, 0.6)));
        p.ink(K, &rect(x + 14.0, 190.0, 142.0, 9.0), flat);
        if i != 1 {
            p.clear(&rect(x + 14.0, 450.0, 142.0, 116.0));
            p.ink(K, &rect(x + 14.0, 450.0, 142.0, 116.0), lines(0.0, 11.0, 0.2, k(0.3)));
            let m = x + 84.0;
            p.ink(
                K,
                &taper(&[(m - 18.0, 448.0), (m - 22.0, 560.0)], &[30.0, 22.0])
                    .and(taper(&[(m + 20.0, 448.0), (m + 24.0, 560.0)], &[30.0, 22.0]))
                    .and(oval(m - 32.0, 560.0, 22.0, 9.0))
                    .and(oval(m + 34.0, 560.0, 22.0, 9.0)),
                flat,
            );
        }
    }
    // The table.
    let table = poly(&[(-10.0, 700.0), (1610.0, 556.0), (1610.0, 1080.0), (-10.0, 1080.0)]);
    p.figure(&table, 6.0);
    p.ink(A, &table, k(0.6));
    p.gouge(&table, lines(-6.5, 30.0, 0.3, k(0.13)));
    // Boxes from far (right) to near (left).
    let boxes: [(f32, f32, f32); 4] = [(1400.0, 640.0, 0.42), (1175.0, 690.0, 0.56), (890.0, 770.0, 0.78), (460.0, 900.0, 1.18)];
    for (i, (x, y, s)) in boxes.into_iter().enumerate() {
        let q = |u: f32, v: f32| -> Pt { (x + u * s, y - v * s) };
        let front = poly(&[q(-200.0, -60.0), q(110.0, -90.0), q(110.0, 230.0), q(-200.0, 256.0)]);
        let side = poly(&[q(110.0, -90.0), q(226.0, -20.0), q(226.0, 282.0), q(110.0, 230.0)]);
        let top = poly(&[q(-212.0, 254.0), q(114.0, 226.0), q(238.0, 282.0), q(-70.0, 316.0)]);
        let shadow = poly(&[q(110.0, -90.0), q(226.0, -20.0), q(480.0, 20.0), q(400.0, -80.0)]);
        p.ink(K, &shadow, flat);
        p.clear(&front.grown(6.0).and(side.grown(6.0)).and(top.grown(6.0)));
        p.ink(K, &front, lines(-5.0, 11.0 * s + 3.0, 0.2, across(x - 200.0 * s, 0.06, x + 110.0 * s, 0.4)));
        p.ink(K, &side, lines(90.0, 10.0 * s + 3.0, 0.18, k(0.78)));
        p.ink(K, &front.outline(5.0).and(side.outline(5.0)).and(top.outline(5.0)), flat);
        p.ink(K, &top, lines(-6.0, 9.0 * s + 3.0, 0.2, k(0.16)));
        let slot = poly(&[q(-62.0, 272.0), q(70.0, 260.0), q(84.0, 270.0), q(-46.0, 283.0)]);
        p.ink(K, &slot, flat);
        // The seal: a red band with a cross, and a padlock.
        let seal = poly(&[q(-126.0, 22.0), q(34.0, 8.0), q(34.0, 168.0), q(-126.0, 182.0)]);
        p.clear(&seal.grown(4.0));
        p.ink(A, &seal, flat);
        p.clear(&line(&[q(-92.0, 66.0), q(-2.0, 130.0)], 19.0 * s).and(line(&[q(-90.0, 136.0), q(-4.0, 56.0)], 19.0 * s)));
        let lock = poly(&[q(74.0, 196.0), q(106.0, 193.0), q(106.0, 160.0), q(74.0, 163.0)]);
        p.figure(&lock.and(oval(x + 90.0 * s, y - 200.0 * s, 11.0 * s, 15.0 * s).outline(6.0 * s)), 2.0);
        if i < 3 && i != 1 {
            let slip = poly(&[q(-30.0, 276.0), q(52.0, 268.0), q(62.0, 330.0), q(-22.0, 338.0)]);
            p.put(K, &slip.grown(4.0));
            p.clear(&slip);
        }
    }
    // The paper half in the slot, and the hand over it.
    let paper = poly(&[(404.0, 572.0), (548.0, 558.0), (574.0, 330.0), (424.0, 300.0)]);
    p.put(K, &paper.grown(6.0));
    p.clear(&paper);
    p.ink(K, &line(&[(452.0, 440.0), (470.0, 416.0), (464.0, 452.0)], 1.0), flat);
    for (i, y) in [440.0f32, 482.0, 524.0].into_iter().enumerate() {
        p.ink(K, &rect(432.0, y - 12.0, 22.0, 22.0).outline(3.5).turn(-4.0, 440.0, y).and(line(&[(472.0, y), (540.0, y - 5.0)], 6.0)), flat);
        if i == 1 {
            p.ink(A, &line(&[(430.0, y - 16.0), (458.0, y + 10.0)], 8.0).and(line(&[(458.0, y - 18.0), (430.0, y + 14.0)], 8.0)), flat);
        }
    }
    // Sleeve from the upper left; hand with four fingers in front and a thumb behind.
    let sleeve = poly(&smooth(
        &[(-60.0, -60.0), (190.0, -60.0), (330.0, 70.0), (398.0, 152.0), (372.0, 200.0), (300.0, 258.0), (180.0, 190.0), (-60.0, 60.0)],
        true,
    ));
    let cuff = blob(&[(318.0, 84.0), (398.0, 146.0), (420.0, 172.0), (388.0, 224.0), (330.0, 268.0), (290.0, 252.0), (330.0, 180.0)]);
    let palm = blob(&[
        (352.0, 166.0),
        (420.0, 152.0),
        (508.0, 190.0),
        (566.0, 236.0),
        (590.0, 290.0),
        (548.0, 330.0),
        (470.0, 330.0),
        (400.0, 300.0),
        (346.0, 250.0),
    ]);
    let fingers = [
        (vec![(500.0, 196.0), (580.0, 244.0), (604.0, 312.0), (584.0, 366.0)], [58.0f32, 52.0, 46.0, 34.0]),
        (vec![(486.0, 226.0), (548.0, 268.0), (570.0, 336.0), (552.0, 398.0)], [58.0, 54.0, 48.0, 36.0]),
        (vec![(462.0, 250.0), (510.0, 292.0), (530.0, 352.0), (516.0, 408.0)], [56.0, 54.0, 48.0, 36.0]),
        (vec![(430.0, 262.0), (470.0, 306.0), (488.0, 356.0), (478.0, 398.0)], [54.0, 50.0, 44.0, 32.0]),
    ];
    p.put(K, &palm.grown(7.0));
    p.clear(&palm);
    for (pts, w) in &fingers {
        let f = taper(pts, w);
        p.put(K, &f.grown(6.0));
        p.clear(&f);
        let tip = pts[3];
        p.ink(K, &curve(&[(tip.0 - 10.0, tip.1 - 8.0), (tip.0, tip.1 + 8.0), (tip.0 + 11.0, tip.1 - 8.0)], 3.5), flat);
        for q in &pts[1..3] {
            p.ink(
                K,
                &curve(&[(q.0 + 2.0, q.1 - 12.0), (q.0 + 16.0, q.1 - 4.0)], 3.5).and(curve(&[(q.0, q.1 - 2.0), (q.0 + 15.0, q.1 + 6.0)], 3.0)),
                flat,
            );
        }
    }
    let thumb = taper(&[(378.0, 226.0), (386.0, 300.0), (410.0, 352.0), (440.0, 396.0)], &[70.0, 58.0, 48.0, 34.0]);
    p.put(K, &thumb.grown(6.0));
    p.clear(&thumb);
    p.clear(&blob(&[(352.0, 176.0), (430.0, 176.0), (470.0, 240.0), (420.0, 290.0), (370.0, 270.0)]));
    p.ink(K, &curve(&[(424.0, 366.0), (446.0, 384.0), (452.0, 402.0)], 4.0), flat);
    let hand = palm.and(thumb);
    p.ink(K, &hand, lines(34.0, 12.0, 0.35, across(330.0, 0.62, 470.0, -0.2)));
    p.ink(A, &hand, k(0.16));
    p.put(K, &cuff.grown(6.0));
    p.clear(&cuff);
    p.ink(K, &cuff, lines(52.0, 12.0, 0.3, k(0.18)));
    p.figure(&sleeve, 6.0);
    p.gouge(&sleeve, lines(40.0, 21.0, 0.35, down(-40.0, 0.3, 230.0, 0.05)));
    p.clear(&oval(318.0, 196.0, 12.0, 12.0));
}

/// Delegates round a round table with small flags.
pub fn summit_tables(p: &mut Print) {
    let all = p.sheet();
    p.ink(B, &all, k(0.35));
    // Tall windows with curtains, the city beyond.
    p.ink(K, &rect(0.0, 0.0, p.w, 470.0), lines(90.0, 13.0, 0.15, k(0.8)));
    for i in 0..4 {
        let x = 110.0 + i as f32 * 370.0;
        let win = rect(x, 46.0, 250.0, 340.0).and(oval(x + 125.0, 60.0, 125.0, 58.0));
        p.clear(&win.grown(9.0));
        p.ink(B, &win, down(0.0, 0.65, 380.0, 0.1));
        p.ink(K, &win, lines(-20.0, 14.0, 0.35, down(0.0, 0.36, 260.0, -0.2)));
        let mut town = Shape::new();
        for j in 0..7 {
            let h = 40.0 + ((j * 53 + i * 31) % 90) as f32;
            town = town.rect(x + j as f32 * 36.0, 386.0 - h, 33.0, h);
        }
        p.ink(K, &town, lines(90.0, 8.0, 0.2, k(0.72)));
        p.ink(K, &line(&[(x + 125.0, 4.0), (x + 125.0, 386.0)], 8.0).and(line(&[(x, 150.0), (x + 250.0, 150.0)], 7.0)).and(win.outline(7.0)), flat);
        for side in [0.0, 1.0] {
            let c = x - 44.0 + side * 252.0;
            let drape =
                poly(&[(c, 10.0), (c + 86.0, 10.0), (c + 56.0 + side * 26.0, 250.0), (c + 76.0, 420.0), (c + 4.0, 420.0), (c + side * 24.0, 250.0)]);
            p.clear(&drape.grown(4.0));
            p.ink(A, &drape, flat);
            p.ink(K, &drape, lines(90.0, 15.0, 0.2, k(0.38)));
        }
    }
    let floor = rect(0.0, 420.0, p.w, 700.0);
    p.clear(&floor.grown(3.0));
    p.ink(A, &floor, k(0.85));
    p.ink(K, &floor, rings(800.0, 420.0, 24.0, 0.15, around(800.0, 700.0, 300.0, 0.85, 900.0, 0.4)));
    let (cx, cy, rx, ry) = (800.0f32, 680.0f32, 610.0f32, 235.0f32);
    let seat = |deg: f32, grow: f32| -> Pt {
        let a = deg.to_radians();
        (cx + (rx + grow) * a.cos(), cy + (ry + grow * 0.4) * a.sin())
    };
    let heads = [Head::Bare, Head::Bun, Head::Bare, Head::Long, Head::Bare, Head::Hood, Head::Bare, Head::Bun, Head::Long];
    // Those on the far side face us: they are cut with pale faces.
    for (i, head) in heads.into_iter().enumerate() {
        let deg = 192.0 + i as f32 * 19.5;
        let (x, y) = seat(deg, 40.0);
        let s = 36.0 + 9.0 * (y - 450.0) / 200.0;
        let yy = y - 118.0;
        let chair = blob(&[
            (x - s * 2.0, yy + s * 4.8),
            (x - s * 1.9, yy + s * 0.4),
            (x, yy - s * 0.4),
            (x + s * 1.9, yy + s * 0.4),
            (x + s * 2.0, yy + s * 4.8),
        ]);
        p.clear(&chair.grown(4.0));
        p.ink(A, &chair, flat);
        p.ink(K, &chair, lines(90.0, 9.0, 0.2, k(0.5)));
        let b = bust(x, yy, s, head, 0.0);
        p.figure(&b, 4.0);
        let face = blob(&[
            (x - s * 0.62, yy - s * 0.3),
            (x, yy - s * 0.46),
            (x + s * 0.62, yy - s * 0.3),
            (x + s * 0.58, yy + s * 0.4),
            (x, yy + s * 0.98),
            (x - s * 0.58, yy + s * 0.4),
        ]);
        p.clear(&face);
        p.ink(K, &face, lines(60.0, 7.0, 0.2, across(x - s * 0.2, -0.2, x + s * 0.7, 0.8)));
        p.ink(
            K,
            &line(&[(x - s * 0.4, yy + s * 0.02), (x - s * 0.14, yy + s * 0.05)], 4.0)
                .and(line(&[(x + s * 0.14, yy + s * 0.05), (x + s * 0.4, yy + s * 0.02)], 4.0))
                .and(line(&[(x, yy + s * 0.1), (x + s * 0.08, yy + s * 0.38)], 3.0))
                .and(line(&[(x - s * 0.2, yy + s * 0.6), (x + s * 0.2, yy + s * 0.6)], 3.5)),
            flat,
        );
        let shirt = poly(&[(x - s * 0.42, yy + s * 1.5), (x + s * 0.42, yy + s * 1.5), (x, yy + s * 3.4)]);
        p.clear(&shirt);
        if i % 2 == 0 {
            p.ink(
                A,
                &poly(&[(x - s * 0.14, yy + s * 1.6), (x + s * 0.14, yy + s * 1.6), (x + s * 0.1, yy + s * 2.9), (x - s * 0.1, yy + s * 2.9)]),
                flat,
            );
        }
    }
    // The ring of the table.
    let top = oval(cx, cy, rx, ry);
    let side = oval(cx, cy + 46.0, rx, ry);
    p.figure(&side, 6.0);
    p.clear(&top.grown(5.0));
    p.ink(K, &top, lines(0.0, 13.0, 0.2, across(cx - rx, 0.08, cx + rx, 0.34)));
    p.ink(K, &top.outline(6.0), flat);
    let well = oval(cx, cy + 12.0, rx * 0.54, ry * 0.46);
    p.figure(&well, 6.0);
    p.cut(K, &well, rays(cx, cy + 12.0, 44.0, 0.2, k(0.16)));
    let bloom = |x: f32, y: f32, r: f32| -> Shape {
        let mut f = Shape::new();
        for i in 0..6 {
            let a = i as f32 * 1.047;
            f = f.oval(x + a.cos() * r, y + a.sin() * r * 0.8, r * 0.6, r * 0.55);
        }
        f
    };
    for i in 0..26 {
        let a = i as f32 * 2.4;
        let r = 14.0 + i as f32 * 3.6;
        let (x, y) = (cx + a.cos() * r * 1.9, cy + 6.0 + a.sin() * r * 0.62);
        let f = bloom(x, y, 11.0);
        p.clear(&f.grown(2.0));
        p.ink(if i % 3 == 0 { B } else { A }, &f, flat);
        p.clear(&oval(x, y, 4.0, 4.0));
    }
    // Papers, microphones, flags all round.
    for i in 0..18 {
        let deg = i as f32 * 20.0 + 10.0;
        let (x, y) = seat(deg, -92.0);
        let paper = poly(&[(x - 36.0, y - 12.0), (x + 30.0, y - 14.0), (x + 38.0, y + 12.0), (x - 32.0, y + 14.0)]);
        p.put(K, &paper.grown(3.0));
        p.clear(&paper);
        p.ink(K, &line(&[(x - 20.0, y - 3.0), (x + 20.0, y - 4.0)], 2.5).and(line(&[(x - 18.0, y + 5.0), (x + 22.0, y + 4.0)], 2.5)), flat);
        let (fx, fy) = seat(deg + 8.0, -150.0);
        let staff = line(&[(fx, fy), (fx, fy - 66.0)], 4.0).and(oval(fx, fy, 13.0, 5.0));
        p.figure(&staff, 2.0);
        let flag = poly(&smooth(
            &[
                (fx + 1.0, fy - 66.0),
                (fx + 24.0, fy - 72.0),
                (fx + 52.0, fy - 64.0),
                (fx + 52.0, fy - 34.0),
                (fx + 24.0, fy - 40.0),
                (fx + 1.0, fy - 34.0),
            ],
            true,
        ));
        p.put(K, &flag.grown(3.0));
        p.clear(&flag);
        match i % 4 {
            0 => p.ink(A, &flag, flat),
            1 => p.ink(B, &flag, flat),
            2 => p.ink(A, &flag, move |x, _| if x < fx + 26.0 { 1.0 } else { 0.0 }),
            _ => p.ink(B, &flag, move |_, y| if y > fy - 52.0 { 1.0 } else { 0.0 }),
        }
        if i % 4 == 0 {
            p.clear(&oval(fx + 26.0, fy - 52.0, 8.0, 8.0));
        }
    }
    // Near side: backs.
    for (i, deg) in [166.0f32, 140.0, 116.0, 92.0, 68.0, 43.0, 16.0].into_iter().enumerate() {
        let (x, y) = seat(deg, 60.0);
        let s = 44.0 + 26.0 * ((y - 700.0) / 240.0).max(0.0);
        let yy = y - 40.0;
        let b = bust(x, yy, s, heads[(i + 3) % 9], 0.0).and(rect(x - s * 2.2, yy + s * 4.2, s * 4.4, 300.0));
        p.figure(&b, 6.0);
        p.gouge(&rect(x - s * 1.7, yy + s * 2.2, s * 1.5, 200.0), lines(82.0, 14.0, 0.4, k(0.26)));
        let chair = poly(&smooth(
            &[
                (x - s * 1.7, yy + s * 8.0),
                (x - s * 1.7, yy + s * 3.4),
                (x - s * 1.2, yy + s * 2.9),
                (x + s * 1.2, yy + s * 2.9),
                (x + s * 1.7, yy + s * 3.4),
                (x + s * 1.7, yy + s * 8.0),
            ],
            true,
        ));
        p.clear(&chair.grown(5.0));
        p.ink(A, &chair, flat);
        p.ink(K, &chair, lines(90.0, 11.0, 0.25, across(x - s * 1.7, 0.15, x + s * 1.7, 0.75)));
        p.ink(K, &chair.outline(4.0), flat);
    }
    p.gouge(&rect(0.0, 1020.0, p.w, 60.0), flecks(0.0, 1.0, 1.0, k(-1.0)));
}
