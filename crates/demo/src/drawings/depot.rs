//! The tram depot.

use super::people::{Head, Wear, fig};
use super::print::{A, B, K, Print};
use super::shape::{Shape, curve, line, oval, poly, rect, smooth, taper};
use super::tone::{across, around, down, flat, flecks, k, lines, rays};

/// A tram from the front, 200 units wide and 330 high, standing on y = 0.
fn tram(p: &mut Print, x: f32, y: f32, s: f32, plate: usize, lit: bool) {
    let at = |sh: Shape| sh.place(x, y, s, s);
    let body = at(poly(&smooth(
        &[
            (-96.0, -30.0),
            (-100.0, -150.0),
            (-92.0, -270.0),
            (-70.0, -312.0),
            (0.0, -322.0),
            (70.0, -312.0),
            (92.0, -270.0),
            (100.0, -150.0),
            (96.0, -30.0),
            (0.0, -24.0),
        ],
        true,
    )));
    p.put(K, &at(rect(-80.0, -34.0, 160.0, 34.0)));
    p.clear(&body.grown(5.0));
    p.ink(plate, &body, flat);
    p.ink(K, &body, lines(90.0, 8.0 * s + 3.0, 0.2, across(x - 100.0 * s, -0.35, x + 100.0 * s, 0.85)));
    p.ink(K, &body.outline(6.0), flat);
    // A pale waist band, the glass, the destination box.
    let band = at(rect(-95.0, -150.0, 190.0, 16.0));
    p.clear(&band);
    p.ink(K, &band.outline(3.0), flat);
    let glass = at(poly(&[(-80.0, -166.0), (-76.0, -262.0), (76.0, -262.0), (80.0, -166.0)]));
    p.put(K, &glass.grown(4.0));
    if lit {
        p.clear(&glass);
        p.ink(A, &glass, flat);
        p.ink(K, &at(line(&[(0.0, -262.0), (0.0, -166.0)], 7.0)), flat);
        // The driver.
        p.ink(K, &super::people::bust(x + 42.0 * s, y - 212.0 * s, 15.0 * s, Head::Cap, 0.0), flat);
    } else {
        p.cut(K, &glass, lines(58.0, 20.0, 0.4, k(0.25)));
    }
    p.ink(K, &at(rect(-82.0, -166.0, 164.0, 6.0)), flat);
    let sign = at(rect(-44.0, -300.0, 88.0, 26.0));
    p.figure(&sign.grown(4.0), 2.0);
    p.clear(&sign);
    p.ink(K, &at(rect(-34.0, -291.0, 46.0, 8.0).and(rect(20.0, -293.0, 14.0, 12.0))), flat);
    let lamp = at(oval(0.0, -96.0, 24.0, 24.0));
    p.figure(&lamp.grown(4.0 * s), 3.0);
    p.clear(&lamp);
    if lit {
        p.ink(A, &at(oval(0.0, -96.0, 15.0, 15.0)), flat);
    } else {
        p.ink(K, &lamp, lines(40.0, 8.0, 0.2, k(0.4)));
    }
    p.figure(&at(rect(-104.0, -48.0, 208.0, 16.0)), 2.0);
    p.figure(&at(poly(&[(-70.0, -30.0), (70.0, -30.0), (54.0, -2.0), (-54.0, -2.0)])), 2.0);
    // Trolley frame.
    p.figure(
        &at(line(&[(-30.0, -318.0), (-58.0, -362.0), (-20.0, -400.0)], 5.0)
            .and(line(&[(30.0, -318.0), (58.0, -362.0), (20.0, -400.0)], 5.0))
            .and(line(&[(-46.0, -401.0), (46.0, -401.0)], 7.0))),
        2.0,
    );
}

/// Trams in their shed, the tracks curving out towards us.
pub fn tram_depot(p: &mut Print) {
    let all = p.sheet();
    p.ink(A, &all, down(0.0, 0.15, 420.0, 0.5));
    // The saw-toothed hall: gable, glazing, trusses.
    p.ink(K, &rect(0.0, 0.0, p.w, 240.0), lines(-18.0, 15.0, 0.35, down(0.0, 0.55, 230.0, 0.15)));
    let hall = poly(&[(40.0, 800.0), (40.0, 330.0), (420.0, 130.0), (800.0, 330.0), (1180.0, 130.0), (1560.0, 330.0), (1560.0, 800.0)]);
    p.figure(&hall, 7.0);
    p.ink(B, &hall, k(0.25));
    for gx in [420.0, 1180.0] {
        let glaze = poly(&[(gx - 320.0, 322.0), (gx, 156.0), (gx + 320.0, 322.0)]);
        p.clear(&glaze);
        p.ink(A, &glaze, flat);
        p.ink(K, &glaze, rays(gx, 500.0, 30.0, 0.2, around(gx, 330.0, 30.0, -0.1, 380.0, 0.5)));
        let mut bars =
            line(&[(gx - 330.0, 326.0), (gx + 330.0, 326.0)], 14.0).and(line(&[(gx - 330.0, 326.0), (gx, 150.0), (gx + 330.0, 326.0)], 14.0));
        for i in -4..=4 {
            let x = gx + i as f32 * 64.0;
            bars = bars.line(&[(x, 324.0), (x, 158.0 + (x - gx).abs() * 0.52)], 6.0);
        }
        p.figure(&bars.and(line(&[(gx - 170.0, 240.0), (gx + 170.0, 240.0)], 6.0)), 1.5);
        let mut web = line(&[(gx - 372.0, 372.0), (gx + 372.0, 372.0)], 7.0);
        for i in -6..6 {
            let x = gx + i as f32 * 60.0;
            web = web.line(&[(x, 332.0), (x + 30.0, 372.0), (x + 60.0, 332.0)], 4.0);
        }
        p.clear(&web);
    }
    // Dark bays with hanging lamps.
    for i in 0..6 {
        let x = 170.0 + i as f32 * 252.0;
        let cone = poly(&[(x - 10.0, 440.0), (x + 10.0, 440.0), (x + 120.0, 790.0), (x - 120.0, 790.0)]);
        p.cut(K, &cone, rays(x, 410.0, 120.0, 0.25, down(440.0, 0.62, 790.0, 0.1)));
        p.ink(A, &cone, down(440.0, 0.9, 790.0, 0.2));
        p.figure(&poly(&[(x - 26.0, 442.0), (x, 418.0), (x + 26.0, 442.0)]).and(line(&[(x, 420.0), (x, 376.0)], 3.0)), 2.0);
    }
    for x in [40.0, 800.0, 1536.0] {
        let post = rect(x, 330.0, 24.0, 470.0);
        p.figure(&post, 3.0);
        p.gouge(&post, lines(0.0, 22.0, 0.1, k(0.2)));
    }
    // Ground and tracks.
    let yard = rect(0.0, 796.0, p.w, 300.0);
    p.clear(&yard.grown(4.0));
    p.ink(A, &yard, k(0.4));
    p.ink(K, &yard, flecks(0.0, 40.0, 12.0, down(796.0, 0.65, 1067.0, 0.4)));
    let tracks = [(190.0f32, -420.0f32), (500.0, 120.0), (810.0, 520.0), (1120.0, 800.0), (1410.0, 1040.0)];
    for (x, end) in tracks {
        for side in [-1.0, 1.0] {
            let a = x + side * 42.0;
            let b = end + side * 120.0;
            let rail = taper(&[(a, 798.0), (a + (b - a) * 0.14, 870.0), (a + (b - a) * 0.48, 970.0), (b, 1100.0)], &[5.0, 9.0, 18.0]);
            p.clear(&rail.grown(5.0));
            p.ink(K, &rail, flat);
        }
    }
    let spots = [(190.0, 0.82, A, false), (500.0, 0.88, B, false), (1410.0, 0.82, B, false), (1120.0, 0.9, A, true)];
    for (x, s, plate, lit) in spots {
        tram(p, x, 806.0, s, plate, lit);
    }
    // The near tram, coming out, its headlamp on the setts.
    let light = poly(&[(790.0, 900.0), (570.0, 900.0), (250.0, 1090.0), (760.0, 1090.0)]);
    p.gouge(&light, lines(0.0, 9.0, 0.3, k(0.5)));
    p.ink(A, &light, k(0.8));
    tram(p, 740.0, 950.0, 1.72, B, true);
    // A pointsman with a lamp.
    let man = fig(1240.0, 1030.0, 380.0)
        .face(-1.0)
        .lean(3.0)
        .arms((-52.0, -84.0), (18.0, 6.0))
        .legs((-12.0, -6.0), (12.0, 14.0))
        .dress(Head::Cap, Wear::Coat);
    p.figure(&man.shape(), 6.0);
    let h = man.hand(0);
    let lantern = rect(h.0 - 17.0, h.1 + 16.0, 34.0, 44.0);
    p.figure(&lantern.grown(5.0).and(oval(h.0, h.1 + 8.0, 14.0, 14.0).outline(4.0)), 4.0);
    p.clear(&lantern);
    p.ink(A, &rect(h.0 - 12.0, h.1 + 20.0, 24.0, 36.0), flat);
    let bar = man.hand(1);
    p.figure(&line(&[bar, (bar.0 + 60.0, 1046.0)], 8.0), 3.0);
    p.figure(&curve(&[(-10.0, 250.0), (400.0, 330.0), (740.0, 258.0), (1200.0, 300.0), (1610.0, 180.0)], 4.0), 2.0);
}
