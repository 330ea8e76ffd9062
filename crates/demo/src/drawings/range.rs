//! The archery range: an archer at full draw, the target before her.

use super::athletes::{arm, bone, part, shoe, trunk};
use super::people::{Head, Wear, fig, skull};
use super::print::{A, B, K, Print};
use super::shape::{Shape, blob, curve, line, oval, poly, rect, taper, under};
use super::tone::{across, down, flat, flecks, k, lines, rays, rings};

/// An archer at full draw and the target down the range.
pub fn archery_target(p: &mut Print) {
    let horizon = 640.0;
    let sky = rect(0.0, 0.0, p.w, horizon + 20.0);
    p.ink(B, &sky, down(0.0, 0.75, horizon, 0.0));
    p.ink(K, &sky, lines(-7.0, 17.0, 0.4, down(0.0, 0.62, 470.0, -0.12)));
    // Hills with trees on the ridge.
    let far = under(
        &[(-10.0, 560.0), (190.0, 500.0), (420.0, 545.0), (690.0, 470.0), (930.0, 520.0), (1180.0, 440.0), (1400.0, 505.0), (1610.0, 455.0)],
        700.0,
    );
    p.clear(&far.grown(4.0));
    p.ink(B, &far, k(0.8));
    p.ink(K, &far, lines(-38.0, 15.0, 0.35, down(440.0, 0.5, 640.0, 0.15)));
    let near = under(&[(-10.0, 610.0), (240.0, 622.0), (520.0, 590.0), (820.0, 628.0), (1120.0, 585.0), (1380.0, 612.0), (1610.0, 580.0)], 720.0);
    let mut wood = near.clone();
    for i in 0..46 {
        let x = -10.0 + i as f32 * 36.0 + p.rng.range(-9.0, 9.0);
        let r = p.rng.range(15.0, 27.0);
        wood = wood.oval(x, 612.0 - p.rng.range(4.0, 30.0), r, r * 1.35);
    }
    p.figure(&wood, 5.0);
    p.gouge(&wood, flecks(62.0, 24.0, 9.0, k(0.34)));
    // The range: mown ground, shooting lanes running to the targets.
    let ground = rect(0.0, horizon, p.w, p.h);
    p.clear(&ground.grown(4.0));
    p.ink(K, &ground, rays(1290.0, horizon - 40.0, 120.0, 0.3, down(horizon, 0.2, 1067.0, 0.42)));
    p.ink(B, &ground, down(horizon, 0.5, 1067.0, 0.25));
    for x in [-560.0, 420.0, 1330.0, 2300.0] {
        let lane = poly(&[(1286.0 + (x - 1290.0) * 0.04, horizon), (1294.0 + (x - 1290.0) * 0.04, horizon), (x + 16.0, 1080.0), (x - 16.0, 1080.0)]);
        p.clear(&lane);
    }
    // Small targets far off.
    for (x, y, r) in [(905.0, 668.0, 30.0), (1040.0, 668.0, 30.0), (1530.0, 676.0, 34.0)] {
        butt(p, x, y, r, 0);
    }
    butt(p, 1265.0, 585.0, 196.0, 5);
    // The woman who lent the bow.
    let lender = fig(126.0, 866.0, 350.0).face(1.0).arms((34.0, 110.0), (-30.0, 100.0)).dress(Head::Cap, Wear::Trousers);
    p.ink(K, &taper(&[(126.0, 870.0), (0.0, 884.0)], &[40.0, 16.0]), flat);
    p.figure(&lender.shape(), 6.0);
    let (n, h) = (lender.neck(), lender.hip());
    part(p, &trunk((n.0, n.1 + 8.0), h, 25.0, 22.0, 24.0), 0.0, Some(B), lines(80.0, 8.0, 0.2, across(n.0 - 24.0, 0.75, n.0 + 20.0, 0.0)));
    p.figure(&arm((n.0 - 4.0, n.1 + 20.0), (n.0 - 2.0, n.1 + 72.0), (n.0 + 42.0, n.1 + 58.0), 350.0), 3.0);
    archer(p);
}

/// A target of radius `r` on its easel, with some arrows in it.
fn butt(p: &mut Print, x: f32, y: f32, r: f32, arrows: usize) {
    let sx = 0.84;
    let legs = line(&[(x - r * 0.35, y - r * 1.1), (x - r * 0.75, y + r * 1.72)], r * 0.085)
        .and(line(&[(x + r * 0.35, y - r * 1.1), (x + r * 0.75, y + r * 1.72)], r * 0.085))
        .and(line(&[(x + r * 0.1, y - r * 1.0), (x + r * 0.95, y + r * 1.45)], r * 0.06));
    p.ink(K, &taper(&[(x - r * 0.7, y + r * 1.7), (x - r * 1.7, y + r * 1.82)], &[r * 0.2, r * 0.05]), flat);
    p.figure(&legs, 0.02 * r + 2.0);
    // The straw boss, a drum seen a little from the left.
    let edge = oval(x + r * 0.16, y, r * sx * 1.12, r * 1.12).and(rect(x, y - r * 1.12, r * 0.16, r * 2.24));
    let face = oval(x, y, r * sx * 1.12, r * 1.12);
    p.figure(&edge, 0.02 * r + 2.0);
    p.cut(K, &edge, rings(x, y, 7.0, 0.3, k(0.4)));
    p.put(K, &face.grown(0.015 * r + 1.0));
    p.clear(&face);
    for (t, plate) in [(1.0, None), (0.8, Some(K)), (0.6, Some(B)), (0.4, Some(A)), (0.2, None)] {
        let ring = oval(x, y, r * sx * t, r * t);
        p.ink(K, &ring.outline(0.012 * r + 1.4), flat);
        p.clear(&ring);
        if let Some(plate) = plate {
            p.ink(plate, &ring, flat);
        }
        if r > 100.0 {
            let inner = oval(x, y, r * sx * (t - 0.1), r * (t - 0.1)).outline(2.4);
            if plate == Some(K) { p.clear(&inner) } else { p.ink(K, &inner, flat) }
        }
    }
    let spots = [(-0.06, -0.1), (0.09, 0.06), (-0.18, 0.2), (0.26, -0.12), (0.02, -0.5)];
    for &(u, v) in spots.iter().take(arrows) {
        let (ax, ay) = (x + r * u, y + r * v);
        let tail = (ax - r * 0.52, ay - r * 0.12);
        let mut shaft = line(&[(ax, ay), tail], 6.0);
        for side in [-1.0f32, 1.0] {
            shaft = shaft.poly(&[
                (tail.0 + 4.0, tail.1),
                (tail.0 - 8.0, tail.1 + side * 16.0 - 2.0),
                (tail.0 + 26.0, tail.1 + side * 16.0 + 6.0),
                (tail.0 + 40.0, tail.1 + 8.0),
            ]);
        }
        p.figure(&shaft, 4.0);
    }
}

fn archer(p: &mut Print) {
    let s = 700.0;
    let (hip, neck) = ((372.0, 640.0), (398.0, 412.0));
    // Shadow away from the light at the right.
    p.ink(K, &taper(&[(420.0, 990.0), (120.0, 1010.0), (-40.0, 1020.0)], &[60.0, 70.0, 30.0]), lines(3.0, 12.0, 0.2, k(0.85)));
    // Legs in wide trousers.
    for (knee, foot, toe, light) in [((300.0, 800.0), (282.0, 962.0), (330.0, 984.0), 0.2), ((452.0, 800.0), (476.0, 962.0), (534.0, 984.0), 0.0)] {
        let leg = taper(&[(hip.0 + if knee.0 < hip.0 { -22.0 } else { 26.0 }, hip.1 + 10.0), knee, foot], &[104.0, 88.0, 76.0]);
        p.figure(&shoe((foot.0 + 6.0, foot.1 + 16.0), (toe.0 + 20.0, toe.1), s * 1.1), 5.0);
        part(p, &leg, 5.0, None, lines(84.0, 12.0, 0.3, across(knee.0 - 60.0, 1.1 + light, knee.0 + 56.0, 0.42)));
    }
    // The far arm with the bow.
    let grip = (756.0, 402.0);
    let bow_arm = bone((432.0, 444.0), (600.0, 430.0), 0.0, &[66.0, 60.0, 46.0]).and(bone((600.0, 430.0), (738.0, 414.0), 0.0, &[46.0, 44.0, 30.0]));
    part(p, &bow_arm, 5.0, Some(A), lines(4.0, 9.0, 0.25, down(400.0, -0.1, 465.0, 0.95)));
    // Bow: riser, two limbs bent back, the string to the chin.
    let nock = (478.0, 376.0);
    let tips = ((640.0, 62.0), (632.0, 742.0));
    let string = line(&[tips.0, nock], 3.5).and(line(&[tips.1, nock], 3.5));
    p.figure(&string, 3.0);
    let limbs = taper(&[(756.0, 330.0), (752.0, 230.0), (712.0, 130.0), (656.0, 74.0), (622.0, 62.0)], &[30.0, 24.0, 20.0, 15.0, 9.0])
        .and(taper(&[(756.0, 470.0), (750.0, 570.0), (708.0, 672.0), (650.0, 730.0), (614.0, 744.0)], &[30.0, 24.0, 20.0, 15.0, 9.0]))
        .and(taper(&[(756.0, 320.0), (778.0, 370.0), (756.0, 400.0), (772.0, 430.0), (756.0, 480.0)], &[30.0, 34.0, 26.0, 34.0, 30.0]));
    p.figure(&limbs, 6.0);
    p.cut(K, &taper(&[(752.0, 330.0), (747.0, 232.0), (708.0, 136.0), (660.0, 84.0)], &[4.0, 5.0, 5.0, 2.0]), flat);
    p.cut(K, &taper(&[(752.0, 470.0), (746.0, 568.0), (704.0, 666.0), (654.0, 720.0)], &[4.0, 5.0, 5.0, 2.0]), flat);
    let stabiliser = line(&[(770.0, 430.0), (900.0, 452.0)], 8.0).oval(904.0, 452.0, 14.0, 12.0);
    p.figure(&stabiliser, 4.0);
    let arrow = line(&[nock, (812.0, 376.0)], 7.0).and(poly(&[(804.0, 364.0), (852.0, 376.0), (804.0, 388.0)]));
    p.figure(&arrow, 4.0);
    let fingers = oval(grip.0, grip.1 + 12.0, 22.0, 28.0).and(taper(&[(752.0, 392.0), (776.0, 398.0)], &[18.0, 14.0]));
    part(p, &fingers, 3.0, None, lines(8.0, 9.0, 0.1, down(385.0, 0.1, 430.0, 0.7)));
    // Trunk, belt with quiver.
    let quiver = poly(&[(318.0, 632.0), (372.0, 640.0), (330.0, 836.0), (278.0, 824.0)]);
    let mut vanes = Shape::new();
    for (i, x) in [(0, 322.0), (1, 342.0), (2, 360.0)] {
        let y = 600.0 - 12.0 * i as f32;
        vanes = vanes.line(&[(x, 650.0), (x + 8.0, y)], 5.0).taper(&[(x + 5.0, y + 34.0), (x + 8.0, y)], &[16.0, 12.0]);
    }
    let body = trunk(neck, hip, 74.0, 58.0, 70.0);
    part(p, &body, 5.0, Some(A), lines(78.0, 12.0, 0.3, across(318.0, 1.0, 450.0, -0.05)));
    p.clear(&curve(&[(306.0, 640.0), (372.0, 660.0), (442.0, 646.0)], 22.0));
    p.figure(&curve(&[(306.0, 640.0), (372.0, 660.0), (442.0, 646.0)], 15.0), 0.0);
    p.figure(&vanes, 4.0);
    p.figure(&quiver, 5.0);
    p.cut(K, &quiver, lines(98.0, 15.0, 0.1, across(290.0, 0.0, 366.0, 0.45)));
    // Head in profile, hair in a knot.
    let head = (432.0, 332.0);
    p.figure(&taper(&[(402.0, 424.0), (424.0, 356.0)], &[52.0, 46.0]), 0.0);
    p.figure(&skull(head, 49.0, Head::Bare, 1.0), 5.0);
    let face = blob(&[
        (446.0, 314.0),
        (470.0, 306.0),
        (474.0, 322.0),
        (488.0, 344.0),
        (474.0, 350.0),
        (476.0, 362.0),
        (468.0, 378.0),
        (440.0, 374.0),
        (430.0, 348.0),
    ]);
    p.clear(&face);
    p.ink(K, &face, lines(70.0, 8.0, 0.2, across(430.0, 0.75, 470.0, 0.0)));
    p.ink(K, &taper(&[(458.0, 326.0), (472.0, 324.0)], &[5.0, 3.0]).and(line(&[(462.0, 336.0), (472.0, 335.0)], 4.0)), flat);
    p.figure(&oval(376.0, 318.0, 27.0, 25.0), 4.0);
    p.cut(K, &curve(&[(396.0, 300.0), (424.0, 284.0), (452.0, 294.0)], 4.0).and(curve(&[(392.0, 318.0), (420.0, 302.0), (440.0, 304.0)], 3.0)), flat);
    // The drawing arm, elbow high behind.
    let upper = bone((372.0, 446.0), (214.0, 408.0), 6.0, &[72.0, 68.0, 52.0]);
    let fore = bone((214.0, 400.0), (440.0, 382.0), 4.0, &[54.0, 56.0, 34.0]);
    part(p, &upper, 4.0, Some(A), lines(14.0, 10.0, 0.25, down(400.0, 0.2, 470.0, 1.0)));
    part(p, &fore, 4.0, Some(A), lines(-2.0, 10.0, 0.25, down(372.0, -0.1, 430.0, 0.9)));
    let hand = blob(&[(438.0, 366.0), (466.0, 362.0), (486.0, 370.0), (488.0, 384.0), (470.0, 402.0), (440.0, 402.0)]);
    part(p, &hand, 3.0, None, lines(0.0, 9.0, 0.1, down(366.0, -0.1, 406.0, 0.7)));
    p.ink(K, &line(&[(462.0, 374.0), (486.0, 375.0)], 3.0).and(line(&[(460.0, 386.0), (482.0, 387.0)], 3.0)), flat);
}
