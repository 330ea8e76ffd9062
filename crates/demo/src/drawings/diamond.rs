//! The ball park at night, from the emptying stand behind home plate.

use super::athletes::part;
use super::people::{Fig, Head, Wear, bust, fig, some_head};
use super::print::{A, B, K, Print};
use super::shape::{Pt, Shape, blob, line, oval, poly, rect, smooth, taper};
use super::tone::{across, around, down, flat, flecks, k, lines, rays, rings};

/// A place on the field, in metres from home plate: right, and out.
fn field(right: f32, out: f32) -> Pt {
    let t = 46.0 / (46.0 + out);
    (800.0 + right * 20.5 * t, 250.0 + 575.0 * t)
}

/// How many pixels a metre is there.
fn metre(out: f32) -> f32 {
    26.0 * 46.0 / (46.0 + out)
}

fn ring(cx: f32, out: f32, r: f32) -> Shape {
    let pts: Vec<Pt> = (0..40)
        .map(|i| {
            let a = i as f32 / 40.0 * std::f32::consts::TAU;
            field(cx + r * a.cos(), out + r * a.sin())
        })
        .collect();
    poly(&pts)
}

/// The field inside the foul lines out to `r` metres.
fn fan(r: f32, half: f32) -> Vec<Pt> {
    (0..=36)
        .map(|i| {
            let a = (-half + 2.0 * half * i as f32 / 36.0).to_radians();
            field(r * a.sin(), r * a.cos())
        })
        .collect()
}

/// The fourteenth inning, late.
pub fn baseball_diamond(p: &mut Print) {
    let all = p.sheet();
    p.ink(K, &all, flat);
    p.ink(B, &rect(0.0, 0.0, p.w, 420.0), down(0.0, 0.35, 400.0, 0.95));
    p.cut(K, &rect(0.0, 0.0, p.w, 420.0), lines(-3.0, 17.0, 0.4, down(0.0, 0.02, 400.0, 0.3)));
    for (x, s) in [(150.0, 1.0), (505.0, 0.8), (1095.0, 0.8), (1450.0, 1.0)] {
        glow(p, x, 400.0 - 292.0 * s, s);
    }
    far_stand(p);
    grass(p);
    infield(p);
    for (x, s) in [(150.0, 1.0), (505.0, 0.8), (1095.0, 0.8), (1450.0, 1.0)] {
        tower(p, x, 400.0 - 292.0 * s, s);
    }
    players(p);
    stand(p);
}

/// Light round a bank of lamps.
fn glow(p: &mut Print, x: f32, y: f32, s: f32) {
    let r = 240.0 * s;
    let disc = oval(x, y, r, r);
    p.cut(K, &disc, rays(x, y, 64.0, 0.2, around(x, y, 50.0, 0.95, r, -0.05)));
    p.cut(B, &disc, around(x, y, 40.0, 1.0, r, 0.0));
    p.ink(A, &disc, around(x, y, 60.0, 0.85, r, 0.0));
}

fn tower(p: &mut Print, x: f32, y: f32, s: f32) {
    let mast = taper(&[(x, 440.0), (x, y)], &[22.0 * s, 15.0 * s]);
    p.figure(&mast, 3.0);
    let bank = rect(x - 82.0 * s, y - 50.0 * s, 164.0 * s, 100.0 * s);
    p.figure(&bank, 4.0);
    for r in 0..3 {
        for c in 0..5 {
            let lamp = oval(x + (c as f32 - 2.0) * 31.0 * s, y + (r as f32 - 1.0) * 31.0 * s, 11.5 * s, 11.5 * s);
            p.clear(&lamp);
        }
    }
}

/// The wall, the far stand and the scoreboard.
fn far_stand(p: &mut Print) {
    let out = fan(102.0, 47.0);
    let mut bank: Vec<Pt> = out.iter().map(|q| (q.0, q.1 - 78.0)).collect();
    bank.extend(out.iter().rev().map(|q| (q.0, q.1 + 8.0)));
    let left = [(-20.0, 330.0), (-20.0, 700.0)];
    let right = [(1620.0, 700.0), (1620.0, 330.0)];
    let sides = poly(&[left[0], (260.0, 356.0), (420.0, 400.0), (60.0, 660.0), left[1]]).and(poly(&[
        right[1],
        (1340.0, 356.0),
        (1180.0, 400.0),
        (1540.0, 660.0),
        right[0],
    ]));
    let stand = sides.and(poly(&bank));
    p.figure(&stand, 5.0);
    p.gouge(&stand, flecks(0.0, 20.0, 12.0, k(0.24)));
    // Scoreboard: fourteen innings, two sides.
    let (x, y, w, h) = (610.0, 176.0, 380.0, 148.0);
    p.figure(&rect(x + 40.0, y + h, 18.0, 90.0).and(rect(x + w - 58.0, y + h, 18.0, 90.0)), 3.0);
    p.figure(&rect(x - 10.0, y - 10.0, w + 20.0, h + 20.0), 5.0);
    p.clear(&rect(x - 2.0, y - 2.0, w + 4.0, h + 4.0).outline(3.0));
    for row in 0..2 {
        let yy = y + 36.0 + row as f32 * 54.0;
        p.clear(&rect(x + 8.0, yy, 44.0, 34.0));
        for c in 0..14 {
            let cell = rect(x + 62.0 + c as f32 * 22.0, yy, 16.0, 34.0);
            let scored = if row == 0 { [2, 6, 8].contains(&c) } else { [0, 4, 7].contains(&c) };
            p.ink(A, &cell, flat);
            p.cut(K, &cell, if scored { k(1.0) } else { k(0.42) });
        }
    }
    for c in 0..14 {
        p.clear(&oval(x + 70.0 + c as f32 * 22.0, y + 20.0, 3.5, 3.5));
    }
}

fn grass(p: &mut Print) {
    let mut turf = fan(98.0, 47.0);
    turf.extend([(1640.0, 640.0), (1640.0, 1100.0), (-40.0, 1100.0), (-40.0, 640.0)]);
    let turf = poly(&turf);
    p.clear(&turf.grown(4.0));
    p.ink(B, &turf, k(0.7));
    let home = field(0.0, 0.0);
    p.ink(K, &turf, rays(home.0, home.1 + 40.0, 120.0, 0.25, down(380.0, 0.5, 900.0, 0.3)));
    // Mown in arcs.
    for i in 0..5 {
        let r = 40.0 + i as f32 * 12.0;
        let mut arc = fan(r, 47.0);
        arc.extend(fan(r + 6.0, 47.0).into_iter().rev());
        let arc = poly(&arc);
        p.cut(K, &arc, k(0.62));
        p.cut(B, &arc, k(0.25));
    }
    // The track under the wall.
    let mut track = fan(94.0, 47.0);
    track.extend(fan(98.0, 47.0).into_iter().rev());
    p.clear(&poly(&track));
    p.ink(A, &poly(&track), flat);
}

fn infield(p: &mut Print) {
    let d = 19.4;
    let mut skin: Vec<Pt> = (0..=40)
        .map(|i| {
            let a = (-78.0 + 156.0 * i as f32 / 40.0).to_radians();
            field(29.0 * a.sin(), 18.4 + 29.0 * a.cos())
        })
        .collect();
    skin.push(field(3.6, -3.2));
    skin.push(field(-3.6, -3.2));
    let dirt = poly(&skin).and(ring(0.0, 0.0, 4.2));
    p.clear(&dirt.grown(5.0));
    p.ink(A, &dirt, flat);
    p.ink(K, &dirt, flecks(0.0, 40.0, 9.0, down(480.0, 0.12, 860.0, 0.2)));
    p.ink(K, &dirt.outline(3.0), flat);
    // The grass inside the bases.
    let lawn = poly(&smooth(
        &[
            field(0.0, 4.6),
            field(8.0, 11.0),
            field(16.0, 19.4),
            field(8.0, 27.0),
            field(0.0, 34.6),
            field(-8.0, 27.0),
            field(-16.0, 19.4),
            field(-8.0, 11.0),
        ],
        true,
    ));
    p.clear(&lawn.grown(4.0));
    p.ink(B, &lawn, k(0.75));
    p.ink(K, &lawn, lines(0.0, 13.0, 0.25, k(0.34)));
    p.ink(K, &lawn.outline(3.0), flat);
    let mound = ring(0.0, 18.4, 2.9);
    p.clear(&mound.grown(3.0));
    p.ink(A, &mound, flat);
    p.ink(K, &mound.outline(2.6), flat);
    // Foul lines, bases, boxes.
    for side in [-1.0f32, 1.0] {
        let (a, b) = (field(side * 1.2, 1.2), field(side * 66.0, 66.0));
        let foul = poly(&[(a.0 - 5.0, a.1), (a.0 + 5.0, a.1), (b.0 + 2.0, b.1), (b.0 - 2.0, b.1)]);
        p.put(K, &foul.grown(2.0));
        p.clear(&foul);
        let corner = [field(side * 0.7, 2.0), field(side * 2.2, 2.0), field(side * 2.4, -1.6), field(side * 0.8, -1.6), field(side * 0.7, 2.0)];
        p.clear(&line(&corner, 5.0));
    }
    for (x, y) in [field(d, d), field(0.0, d * 2.0), field(-d, d)] {
        let base = poly(&[(x - 13.0, y), (x, y - 7.0), (x + 13.0, y), (x, y + 7.0)]);
        p.put(K, &base.grown(3.0));
        p.clear(&base);
    }
    let (hx, hy) = field(0.0, 0.0);
    let plate = poly(&[(hx - 15.0, hy - 8.0), (hx + 15.0, hy - 8.0), (hx + 15.0, hy + 2.0), (hx, hy + 12.0), (hx - 15.0, hy + 2.0)]);
    p.put(K, &plate.grown(3.0));
    p.clear(&plate);
}

/// A player with a shadow to either side, as floodlights throw them.
fn player(p: &mut Print, f: Fig, light: bool) {
    for side in [-1.0f32, 1.0] {
        p.ink(K, &taper(&[(f.x, f.y), (f.x + side * f.h * 0.7, f.y - f.h * 0.08)], &[f.h * 0.12, f.h * 0.03]), k(0.9));
    }
    p.figure(&f.shape(), 3.0);
    let (n, h) = (f.neck(), f.hip());
    if light {
        let shirt = super::athletes::trunk((n.0, n.1 + f.h * 0.02), h, f.h * 0.085, f.h * 0.07, f.h * 0.07);
        p.clear(&shirt);
        p.ink(K, &shirt, lines(85.0, 6.0, 0.1, across(n.0 - f.h * 0.1, 0.0, n.0 + f.h * 0.1, 0.6)));
    }
}

fn players(p: &mut Print) {
    let at = |right: f32, out: f32, tall: f32| {
        let (x, y) = field(right, out);
        fig(x, y, metre(out) * tall * 2.75)
    };
    let ready = |f: Fig, face: f32| {
        f.face(face)
            .lean(face * 24.0)
            .arms((20.0 * face, 40.0 * face), (34.0 * face, 20.0 * face))
            .legs((-30.0, 10.0), (30.0, -8.0))
            .dress(Head::Cap, Wear::Trousers)
    };
    // Out in the field; the left fielder among them.
    for (r, o, face) in [(-34.0, 66.0, 1.0), (2.0, 80.0, 1.0), (36.0, 64.0, -1.0)] {
        player(p, at(r, o, 1.9).dress(Head::Cap, Wear::Trousers).face(face), false);
    }
    for (r, o, face) in [(-10.5, 36.0, 1.0), (12.0, 37.0, -1.0), (21.5, 21.0, -1.0)] {
        player(p, ready(at(r, o, 1.85), face), false);
    }
    // Third baseman and pitcher run in on the bunt.
    let charge = |f: Fig, face: f32| {
        f.face(face)
            .lean(face * 22.0)
            .arms((face * 50.0, face * 30.0), (-face * 40.0, face * 20.0))
            .legs((face * 50.0, face * 6.0), (-face * 34.0, -face * 70.0))
            .dress(Head::Cap, Wear::Trousers)
    };
    player(p, charge(at(-13.5, 20.5, 1.85), 1.0), false);
    player(p, charge(at(1.6, 14.5, 1.85), -1.0), false);
    // The runner from third.
    player(p, charge(at(-7.6, 6.4, 1.85), 1.0), true);
    // Batter squared round, bat level; catcher and umpire behind.
    let batter =
        at(-1.5, 0.0, 1.9).face(1.0).lean(20.0).arms((40.0, 84.0), (52.0, 96.0)).legs((-22.0, 12.0), (26.0, -2.0)).dress(Head::Cap, Wear::Trousers);
    player(p, batter, true);
    let hand = batter.hand(1);
    p.figure(&taper(&[(hand.0 - 16.0, hand.1 + 3.0), (hand.0 + 14.0, hand.1 - 3.0), (hand.0 + 58.0, hand.1 - 10.0)], &[6.0, 7.0, 13.0]), 3.0);
    let catcher = at(1.5, -2.4, 1.35)
        .face(-1.0)
        .lean(-16.0)
        .arms((-60.0, -96.0), (-30.0, -10.0))
        .legs((-64.0, 34.0), (44.0, -40.0))
        .dress(Head::Cap, Wear::Trousers);
    player(p, catcher, false);
    let (bx, by) = field(2.6, 5.2);
    p.put(K, &oval(bx, by, 8.0, 8.0).grown(3.5));
    p.clear(&oval(bx, by, 8.0, 8.0));
}

/// The near stand: rows of tip-up seats and the few who stayed.
fn stand(p: &mut Print) {
    let rail = rect(0.0, 900.0, p.w, 16.0);
    p.figure(&rect(0.0, 908.0, p.w, 200.0), 5.0);
    p.figure(&rail, 4.0);
    for row in 0..2 {
        let y = 948.0 + row as f32 * 66.0;
        let w = 84.0 + 16.0 * row as f32;
        for i in 0..21 {
            let x = -30.0 + w * i as f32 - 22.0 * row as f32;
            let seat =
                blob(&[(x + 8.0, y + 62.0), (x + 5.0, y + 8.0), (x + 14.0, y), (x + w - 22.0, y), (x + w - 13.0, y + 8.0), (x + w - 16.0, y + 62.0)]);
            p.clear(&seat.grown(3.0));
            p.ink(K, &seat, flat);
            p.ink(B, &seat, flat);
            p.cut(K, &seat, lines(90.0, 12.0, 0.15, down(y, 0.5, y + 60.0, 0.15)));
        }
        let who: &[(f32, usize, f32)] =
            if row == 0 { &[(196.0, 2, 36.0), (1190.0, 0, 36.0), (1292.0, 1, 34.0)] } else { &[(442.0, 4, 46.0), (1480.0, 5, 46.0)] };
        for &(x, n, s) in who {
            let b = bust(x, y - 26.0, s, some_head(n), 0.0);
            p.figure(&b, 5.0);
            if n == 0 {
                let scarf = taper(&[(x - s, y + s * 0.9), (x, y + s * 1.15), (x + s, y + s * 0.9)], &[s * 0.5, s * 0.6, s * 0.5]);
                part(p, &scarf, 0.0, Some(A), rings(x, y, 9.0, 0.1, k(0.2)));
            }
        }
    }
}
