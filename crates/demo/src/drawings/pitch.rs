//! The football ground: a header in front of the goal, the clock stopped above
//! the stand.

use super::athletes::{arm, leg, part, trunk};
use super::people::{Head, bust, fig, skull, some_head};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, line, oval, poly, rect, taper};
use super::tone::{across, around, down, flat, flecks, k, lines, rays};

/// The joints of a player: head, neck, hip; shoulder, elbow, hand; hip, knee,
/// ankle, toe. The far limbs come first.
struct Pose {
    head: Pt,
    neck: Pt,
    hip: Pt,
    arms: [[Pt; 3]; 2],
    legs: [[Pt; 4]; 2],
}

/// The last touch: a header, a goalkeeper on his knees, the net behind.
pub fn goal_mouth(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    lights(p);
    crowd(p);
    clock(p);
    turf(p);
    goal(p);
    keeper(p);
    // The shadow of the two in the air.
    p.ink(K, &oval(560.0, 962.0, 210.0, 26.0), flat);
    p.ink(K, &oval(200.0, 950.0, 150.0, 20.0), flat);
    let marker = Pose {
        head: (330.0, 392.0),
        neck: (296.0, 454.0),
        hip: (232.0, 626.0),
        arms: [[(312.0, 472.0), (372.0, 520.0), (404.0, 446.0)], [(282.0, 478.0), (190.0, 452.0), (146.0, 372.0)]],
        legs: [[(244.0, 630.0), (300.0, 750.0), (238.0, 858.0), (268.0, 902.0)], [(224.0, 632.0), (190.0, 768.0), (76.0, 820.0), (52.0, 868.0)]],
    };
    footballer(p, &marker, 560.0, B, false);
    let captain = Pose {
        head: (706.0, 286.0),
        neck: (662.0, 352.0),
        hip: (556.0, 546.0),
        arms: [[(682.0, 378.0), (774.0, 440.0), (764.0, 540.0)], [(640.0, 382.0), (540.0, 346.0), (446.0, 408.0)]],
        legs: [[(572.0, 552.0), (624.0, 704.0), (512.0, 820.0), (490.0, 876.0)], [(548.0, 556.0), (520.0, 722.0), (368.0, 762.0), (318.0, 798.0)]],
    };
    footballer(p, &captain, 660.0, A, true);
    ball(p);
}

/// Floodlights over the roof of the stand.
fn lights(p: &mut Print) {
    p.ink(B, &rect(0.0, 0.0, p.w, 240.0), k(0.7));
    p.cut(K, &rect(0.0, 0.0, p.w, 240.0), lines(2.0, 17.0, 0.4, down(0.0, 0.05, 240.0, 0.34)));
    for (x, y) in [(120.0, 84.0), (1480.0, 84.0)] {
        let halo = oval(x, y, 300.0, 300.0);
        p.cut(K, &halo, rays(x, y, 64.0, 0.2, around(x, y, 60.0, 1.0, 300.0, -0.05)));
        p.cut(B, &halo, around(x, y, 60.0, 1.0, 280.0, 0.0));
        p.figure(&taper(&[(x, 300.0), (x, y)], &[22.0, 16.0]), 3.0);
        p.figure(&rect(x - 92.0, y - 50.0, 184.0, 92.0), 4.0);
        for i in 0..10 {
            p.clear(&oval(x - 68.0 + 34.0 * (i % 5) as f32, y - 26.0 + 44.0 * (i / 5) as f32, 13.0, 13.0));
        }
    }
}

/// The packed stand under its roof.
fn crowd(p: &mut Print) {
    let stand = rect(0.0, 236.0, p.w, 500.0);
    p.figure(&stand, 4.0);
    p.ink(B, &stand, flat);
    p.cut(K, &stand, lines(0.0, 21.0, 0.3, k(0.3)));
    for row in 0..8 {
        let s = 12.0 + row as f32 * 1.3;
        let y = 292.0 + row as f32 * 49.0;
        let pitch = s * 4.1;
        let n = (p.w / pitch) as usize + 2;
        for i in 0..n {
            let x = (i as f32 + 0.5 * (row % 2) as f32) * pitch - 20.0 + p.rng.range(-5.0, 5.0);
            let yy = y + p.rng.range(-6.0, 6.0);
            let mut b = bust(x, yy, s, some_head(p.rng.below(4)), 0.0);
            if p.rng.chance(0.34) {
                for side in [-1.0f32, 1.0] {
                    b = b.taper(
                        &[(x + side * s * 1.7, yy + s * 2.6), (x + side * s * 2.0, yy + s * 0.4), (x + side * s * 1.5, yy - s * 1.7)],
                        &[s * 0.9, s * 0.8, s * 0.6],
                    );
                }
            }
            p.figure(&b, 2.2);
            if p.rng.chance(0.4) {
                let scarf = taper(&[(x - s, y + s * 1.2), (x, y + s * 1.6), (x + s, y + s * 1.2)], &[s * 0.7, s * 0.8, s * 0.7]);
                p.clear(&scarf);
                p.ink(A, &scarf, flat);
            }
        }
    }
    // The roof's edge and the boards at the front.
    let roof = poly(&[(-10.0, 214.0), (1610.0, 214.0), (1610.0, 250.0), (-10.0, 250.0)]);
    p.figure(&roof, 4.0);
    p.cut(K, &roof, lines(90.0, 22.0, 0.05, k(0.3)));
    let boards = rect(0.0, 690.0, p.w, 48.0);
    p.figure(&boards, 5.0);
    for i in 0..10 {
        let x = -60.0 + 190.0 * i as f32;
        let board = rect(x, 697.0, 176.0, 36.0);
        p.clear(&board);
        if i == 0 || i == 2 {
            p.ink(A, &board, flat);
        } else {
            p.ink(K, &rect(x + 16.0, 707.0, 144.0, 16.0), lines(90.0, 17.0, 0.3, k(0.5)));
        }
    }
}

/// The scoreboard's clock, which says 90.
fn clock(p: &mut Print) {
    let (x, y) = (690.0, 46.0);
    p.figure(&rect(x + 20.0, y + 140.0, 16.0, 60.0).and(rect(x + 184.0, y + 140.0, 16.0, 60.0)), 3.0);
    p.figure(&rect(x, y, 220.0, 148.0), 6.0);
    p.clear(&rect(x + 9.0, y + 9.0, 202.0, 130.0).outline(3.0));
    let digit = |x: f32, bars: &[usize]| {
        let (w, h) = (54.0, 92.0);
        let at: [[Pt; 2]; 7] = [
            [(x, y + 28.0), (x + w, y + 28.0)],
            [(x + w, y + 28.0), (x + w, y + 28.0 + h / 2.0)],
            [(x + w, y + 28.0 + h / 2.0), (x + w, y + 28.0 + h)],
            [(x, y + 28.0 + h), (x + w, y + 28.0 + h)],
            [(x, y + 28.0 + h / 2.0), (x, y + 28.0 + h)],
            [(x, y + 28.0), (x, y + 28.0 + h / 2.0)],
            [(x, y + 28.0 + h / 2.0), (x + w, y + 28.0 + h / 2.0)],
        ];
        let mut out = Shape::new();
        for bar in bars.iter().filter_map(|n| at.get(*n)) {
            let (a, b) = (bar[0], bar[1]);
            let (dx, dy) = ((b.0 - a.0) * 0.12, (b.1 - a.1) * 0.12);
            out = out.line(&[(a.0 + dx, a.1 + dy), (b.0 - dx, b.1 - dy)], 12.0);
        }
        out
    };
    p.clear(&digit(x + 36.0, &[0, 1, 2, 3, 5, 6]).and(digit(x + 130.0, &[0, 1, 2, 3, 4, 5])));
}

/// The pitch, mown in bands, with the lines of the goal area.
fn turf(p: &mut Print) {
    let ground = rect(0.0, 736.0, p.w, 340.0);
    p.clear(&ground.grown(4.0));
    p.ink(B, &ground, k(0.4));
    for i in 0..9 {
        let x = -900.0 + 400.0 * i as f32;
        let band = poly(&[(800.0 + (x - 800.0) * 0.42, 736.0), (800.0 + (x - 600.0) * 0.42, 736.0), (x + 200.0, 1080.0), (x, 1080.0)]);
        p.ink(K, &band, lines(0.0, 13.0, 0.35, down(736.0, 0.5, 1067.0, 0.36)));
    }
    p.ink(K, &ground, flecks(0.0, 34.0, 9.0, k(0.14)));
    let chalk = line(&[(-10.0, 792.0), (720.0, 792.0)], 9.0)
        .and(line(&[(720.0, 792.0), (1610.0, 884.0)], 9.0))
        .and(line(&[(500.0, 792.0), (-10.0, 1004.0)], 10.0));
    p.ink(K, &chalk.grown(3.0), flat);
    p.clear(&chalk);
}

/// The goal: net first, then posts and bar.
fn goal(p: &mut Print) {
    let (l, r) = (((780.0, 352.0), (780.0, 798.0)), ((1530.0, 270.0), (1530.0, 876.0)));
    let mix = |a: Pt, b: Pt, t: f32| (a.0 + (b.0 - a.0) * t, a.1 + (b.1 - a.1) * t);
    // The back of the net hangs from the bar and is pegged behind the line.
    let back = ((880.0, 770.0), (1640.0, 820.0));
    let mut net = Shape::new();
    for i in 0..=26 {
        let t = i as f32 / 26.0;
        let (top, foot) = (mix(l.0, r.0, t), mix(back.0, back.1, t));
        let knee = (top.0 + (foot.0 - top.0) * 0.62, top.1 + (foot.1 - top.1) * 0.42);
        net = net.curve(&[top, knee, foot], 2.6);
    }
    for j in 1..=14 {
        let s = j as f32 / 14.0;
        let row: Vec<Pt> = (0..=8)
            .map(|i| {
                let t = i as f32 / 8.0;
                let (top, foot) = (mix(l.0, r.0, t), mix(back.0, back.1, t));
                let bow = (1.0 - (2.0 * s - 1.0).powi(2)) * 0.12;
                (top.0 + (foot.0 - top.0) * (s + bow), top.1 + (foot.1 - top.1) * s)
            })
            .collect();
        net = net.curve(&row, 2.6);
    }
    for (post, peg) in [(l, back.0)] {
        for j in 0..9 {
            let s = j as f32 / 9.0;
            net = net.line(&[mix(post.0, post.1, s), mix(post.0, peg, s)], 2.4);
        }
    }
    let mouth = poly(&[l.0, r.0, (1640.0, 560.0), back.1, back.0]);
    p.ink(K, &mouth, k(0.62));
    p.clear(&net);
    let frame = line(&[l.1, l.0], 17.0).and(line(&[l.0, r.0], 19.0)).and(line(&[r.0, r.1], 24.0));
    p.ink(K, &frame.grown(6.0), flat);
    p.clear(&frame);
    p.ink(K, &line(&[(1538.0, 280.0), (1538.0, 872.0)], 6.0).and(line(&[(786.0, 360.0), (786.0, 792.0)], 4.0)), lines(0.0, 8.0, 0.2, k(0.6)));
}

/// The goalkeeper, dropping to his knees too late.
fn keeper(p: &mut Print) {
    let f = fig(1230.0, 900.0, 500.0).arms((-62.0, -96.0), (72.0, 112.0)).legs((-66.0, 8.0), (58.0, -30.0)).lean(-8.0);
    p.ink(K, &oval(1222.0, 846.0, 210.0, 24.0), flat);
    p.figure(&f.shape(), 6.0);
    let (n, h) = (f.neck(), f.hip());
    let shirt = trunk((n.0, n.1 + 10.0), (h.0, h.1 - 6.0), 50.0, 38.0, 40.0);
    p.clear(&shirt);
    p.ink(K, &shirt, lines(-8.0, 26.0, 0.05, k(0.5)));
    for n in 0..2 {
        let hand = f.hand(n);
        let side = if n == 0 { -1.0 } else { 1.0 };
        let mut glove = oval(hand.0, hand.1, 23.0, 25.0);
        for (dx, dy) in [(30.0, -26.0), (36.0, -8.0), (34.0, 10.0), (4.0, -36.0)] {
            glove = glove.taper(&[hand, (hand.0 + side * dx, hand.1 + dy)], &[18.0, 14.0]);
        }
        part(p, &glove, 3.0, None, lines(40.0, 8.0, 0.1, k(0.14)));
    }
    let c = f.crown();
    let face = blob(&[
        (c.0 - 22.0, c.1 - 6.0),
        (c.0, c.1 - 12.0),
        (c.0 + 20.0, c.1 - 6.0),
        (c.0 + 18.0, c.1 + 20.0),
        (c.0 - 2.0, c.1 + 32.0),
        (c.0 - 20.0, c.1 + 18.0),
    ]);
    p.clear(&face);
    p.ink(K, &face, lines(84.0, 7.0, 0.2, across(c.0 - 4.0, 0.0, c.0 + 20.0, 0.75)));
    let features = line(&[(c.0 - 15.0, c.1 - 2.0), (c.0 - 6.0, c.1 - 1.0)], 4.0)
        .and(line(&[(c.0 + 5.0, c.1 - 1.0), (c.0 + 14.0, c.1 - 2.0)], 4.0))
        .and(line(&[(c.0, c.1 + 2.0), (c.0 - 4.0, c.1 + 10.0)], 3.0))
        .and(line(&[(c.0 - 8.0, c.1 + 19.0), (c.0 + 5.0, c.1 + 18.0)], 4.0));
    p.ink(K, &features, flat);
}

/// A player in the air: far limbs, trunk, near limbs, head.
fn footballer(p: &mut Print, q: &Pose, s: f32, plate: usize, band: bool) {
    let w = s * 0.94;
    let shade = |a: Pt| lines(72.0, 9.0, 0.25, across(a.0 - 60.0, 0.85, a.0 + 60.0, 0.1));
    for n in 0..2 {
        let [hip, knee, ankle, toe] = q.legs[n];
        let limb = leg(hip, knee, ankle, toe, w, 1.0);
        part(p, &limb, 5.0, None, shade(knee));
        // The stocking, with a turned-down top.
        let at = |t: f32| (knee.0 + (ankle.0 - knee.0) * t, knee.1 + (ankle.1 - knee.1) * t);
        let sock = super::athletes::bone(at(0.26), ankle, 0.012 * s, &[0.082 * w, 0.084 * w, 0.056 * w, 0.048 * w]);
        part(p, &sock, 0.0, Some(plate), lines(80.0, 9.0, 0.2, across(ankle.0 - 30.0, 0.6, ankle.0 + 70.0, 0.0)));
        p.clear(&line(&[(at(0.3).0 - 0.03 * s, at(0.3).1 - 0.012 * s), (at(0.3).0 + 0.03 * s, at(0.3).1 + 0.012 * s)], 6.0));
        p.figure(&super::athletes::shoe(ankle, toe, s), 3.0);
        if n == 0 {
            let [a, b, c] = q.arms[0];
            part(p, &arm(a, b, c, w * 0.84), 5.0, None, shade(b));
        }
    }
    for [hip, knee, ..] in q.legs {
        let t = (hip.0 + (knee.0 - hip.0) * 0.46, hip.1 + (knee.1 - hip.1) * 0.46);
        let short = super::athletes::bone((hip.0, hip.1 - 0.01 * s), t, 0.0, &[0.112 * s, 0.126 * s, 0.124 * s]);
        p.figure(&short, 5.0);
        p.cut(K, &short, lines(100.0, 16.0, 0.2, across(hip.0 - 50.0, -0.1, hip.0 + 60.0, 0.4)));
    }
    part(p, &super::athletes::bone(q.neck, q.head, 0.0, &[0.07 * s, 0.062 * s]), 4.0, None, shade(q.neck));
    let body = trunk(q.neck, q.hip, 0.078 * s, 0.062 * s, 0.064 * s);
    part(p, &body, 5.0, Some(plate), lines(64.0, 11.0, 0.25, across(q.hip.0 - 50.0, 0.9, q.neck.0 + 30.0, -0.05)));
    let [a, b, c] = q.arms[1];
    part(p, &arm(a, b, c, w * 0.88), 5.0, None, shade(b));
    let cuff = (a.0 + (b.0 - a.0) * 0.62, a.1 + (b.1 - a.1) * 0.62);
    let sleeve = super::athletes::bone(a, cuff, 0.0, &[0.09 * s, 0.088 * s, 0.084 * s]);
    part(p, &sleeve, 3.0, Some(plate), lines(50.0, 10.0, 0.2, down(a.1 - 30.0, 0.0, a.1 + 40.0, 0.8)));
    if band {
        p.put(K, &line(&[(cuff.0 + 12.0, cuff.1 - 30.0), (cuff.0 + 8.0, cuff.1 + 28.0)], 20.0));
        p.clear(&line(&[(cuff.0 + 12.0, cuff.1 - 30.0), (cuff.0 + 8.0, cuff.1 + 28.0)], 13.0));
    }
    let r = 0.068 * s;
    let (x, y) = q.head;
    p.figure(&skull(q.head, r, Head::Bare, 1.0).turn(16.0, x, y), 5.0);
    let face = blob(&[
        (x + r * 0.25, y - r * 0.5),
        (x + r * 0.72, y - r * 0.62),
        (x + r * 0.82, y - r * 0.25),
        (x + r * 1.14, y + r * 0.2),
        (x + r * 0.84, y + r * 0.34),
        (x + r * 0.84, y + r * 0.6),
        (x + r * 0.64, y + r * 0.95),
        (x + r * 0.1, y + r * 0.85),
        (x - r * 0.1, y + r * 0.2),
    ])
    .turn(16.0, x, y);
    p.clear(&face);
    p.ink(K, &face, lines(80.0, 8.0, 0.2, across(x - r * 0.15, 0.7, x + r * 0.5, -0.1)));
    let features = taper(&[(x + r * 0.4, y - r * 0.28), (x + r * 0.76, y - r * 0.26)], &[6.0, 4.0])
        .and(line(&[(x + r * 0.5, y - r * 0.06), (x + r * 0.7, y - r * 0.06)], 4.0))
        .and(oval(x + r * 0.68, y + r * 0.55, r * 0.13, r * 0.1));
    p.ink(K, &features.turn(16.0, x, y), flat);
}

/// The ball on its way down, with the air it leaves.
fn ball(p: &mut Print) {
    let (x, y, r) = (896.0, 512.0, 40.0);
    for (off, w) in [(-24.0, 6.0), (0.0, 9.0), (24.0, 6.0)] {
        let wake = taper(&[(x - 40.0 + off * 0.9, y - 44.0 - off * 0.75), (x - 112.0 + off * 0.9, y - 132.0 - off * 0.75)], &[w, 1.0]);
        p.put(K, &wake.grown(2.0));
        p.clear(&wake);
    }
    let disc = oval(x, y, r, r);
    p.clear(&disc.grown(9.0));
    p.ink(K, &disc.grown(4.5), flat);
    p.clear(&disc);
    let point = |a: f32, d: f32| (x + d * r * a.to_radians().sin(), y - d * r * a.to_radians().cos());
    let mut seams = Shape::new();
    let five: Vec<Pt> = (0..5).map(|i| point(20.0 + 72.0 * i as f32, 0.38)).collect();
    seams = seams.poly(&five);
    for i in 0..5 {
        let a = 20.0 + 72.0 * i as f32;
        seams = seams.line(&[point(a, 0.36), point(a, 0.72)], 3.5).poly(&[
            point(a - 18.0, 0.98),
            point(a - 12.0, 0.8),
            point(a, 0.7),
            point(a + 12.0, 0.8),
            point(a + 18.0, 0.98),
        ]);
    }
    p.ink(K, &seams, flat);
}
