//! People as bold silhouettes: a jointed figure, and heads with shoulders for
//! crowds.

use super::shape::{Pt, Shape};

/// What is on the head.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Head {
    /// Short hair.
    Bare,
    /// A flat cap with a peak.
    Cap,
    /// A hat with a brim.
    Hat,
    /// Hair in a knot.
    Bun,
    /// Hair to the shoulder.
    Long,
    /// A hood.
    Hood,
}

/// What is worn below.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Wear {
    /// Trousers.
    Trousers,
    /// A coat to the knee.
    Coat,
    /// A skirt to the calf.
    Skirt,
    /// Shorts and bare, slim limbs.
    Sport,
}

/// A jointed figure. Angles are degrees from straight down, positive towards
/// the right; the second of a pair is the lower limb's, also absolute.
#[derive(Debug, Clone, Copy)]
pub struct Fig {
    /// Where it stands.
    pub x: f32,
    /// The ground's height.
    pub y: f32,
    /// Height of the person in pixels.
    pub h: f32,
    /// Lean of the trunk in degrees, positive to the right.
    pub lean: f32,
    /// Arms.
    pub arms: [(f32, f32); 2],
    /// Legs.
    pub legs: [(f32, f32); 2],
    /// Headgear.
    pub head: Head,
    /// Clothing.
    pub wear: Wear,
    /// -1 looks left, 1 looks right, 0 faces to or from us.
    pub face: f32,
}

/// A standing figure.
pub fn fig(x: f32, y: f32, h: f32) -> Fig {
    Fig {
        x,
        y,
        h,
        lean: 0.0,
        arms: [(-12.0, -6.0), (12.0, 6.0)],
        legs: [(-5.0, -4.0), (5.0, 4.0)],
        head: Head::Bare,
        wear: Wear::Trousers,
        face: 0.0,
    }
}

fn step(p: Pt, deg: f32, len: f32) -> Pt {
    let (s, c) = deg.to_radians().sin_cos();
    (p.0 + s * len, p.1 + c * len)
}

impl Fig {
    /// With arms.
    pub fn arms(mut self, a: (f32, f32), b: (f32, f32)) -> Self {
        self.arms = [a, b];
        self
    }
    /// With legs.
    pub fn legs(mut self, a: (f32, f32), b: (f32, f32)) -> Self {
        self.legs = [a, b];
        self
    }
    /// With clothing.
    pub fn dress(mut self, head: Head, wear: Wear) -> Self {
        self.head = head;
        self.wear = wear;
        self
    }
    /// With a lean of the trunk.
    pub fn lean(mut self, deg: f32) -> Self {
        self.lean = deg;
        self
    }
    /// With a face to one side.
    pub fn face(mut self, side: f32) -> Self {
        self.face = side;
        self
    }

    /// The hip.
    pub fn hip(&self) -> Pt {
        (self.x, self.y - 0.485 * self.h)
    }
    /// The neck.
    pub fn neck(&self) -> Pt {
        step(self.hip(), 180.0 - self.lean, 0.325 * self.h)
    }
    /// The middle of the head.
    pub fn crown(&self) -> Pt {
        step(self.neck(), 180.0 - self.lean * 0.6, 0.105 * self.h)
    }
    /// A hand: 0 is the left one, 1 the right one.
    pub fn hand(&self, n: usize) -> Pt {
        let s = self.shoulder(n);
        let e = step(s, self.arms[n].0, 0.165 * self.h);
        step(e, self.arms[n].1, 0.165 * self.h)
    }

    fn shoulder(&self, n: usize) -> Pt {
        let side = if n == 0 { -1.0 } else { 1.0 };
        let wide = if self.face == 0.0 { 0.088 } else { 0.03 };
        let neck = self.neck();
        let (s, c) = self.lean.to_radians().sin_cos();
        let drop = 0.035 * self.h;
        (neck.0 + side * wide * self.h * c - s * drop, neck.1 + drop + side * wide * self.h * s)
    }

    /// The silhouette.
    pub fn shape(&self) -> Shape {
        let h = self.h;
        let slim = if self.wear == Wear::Sport { 0.82 } else { 1.0 };
        let (hip, neck) = (self.hip(), self.neck());
        let mut out = Shape::new();
        for n in 0..2 {
            let side = if n == 0 { -1.0 } else { 1.0 };
            let a = (hip.0 + side * 0.038 * h, hip.1);
            let knee = step(a, self.legs[n].0, 0.245 * h);
            let foot = step(knee, self.legs[n].1, 0.235 * h);
            let toe = if self.face == 0.0 { side * 0.03 } else { self.face * 0.062 };
            let tilt = (self.legs[n].1 * 0.9).clamp(-90.0, 90.0).to_radians();
            let (ts, tc) = tilt.sin_cos();
            let tip = (foot.0 + toe * h * tc, foot.1 + 0.008 * h - toe * h * ts);
            out = out.taper(&[a, knee, foot], &[0.095 * h * slim, 0.068 * h * slim, 0.042 * h]).taper(&[foot, tip], &[0.036 * h, 0.026 * h]);
            let s = self.shoulder(n);
            let elbow = step(s, self.arms[n].0, 0.165 * h);
            let hand = self.hand(n);
            out = out.taper(&[s, elbow, hand], &[0.066 * h * slim, 0.05 * h * slim, 0.034 * h]).oval(hand.0, hand.1, 0.021 * h, 0.021 * h);
        }
        let wide = if self.face == 0.0 { 0.105 } else { 0.075 };
        let (s, c) = self.lean.to_radians().sin_cos();
        let put = |u: f32, v: f32| (hip.0 + u * h * c + v * h * s, hip.1 + u * h * s - v * h * c);
        out = out.blob(&[
            put(-0.072, -0.02),
            put(-0.068, 0.10),
            put(-wide, 0.25),
            put(-wide * 0.8, 0.297),
            put(0.0, 0.325),
            put(wide * 0.8, 0.297),
            put(wide, 0.25),
            put(0.068, 0.10),
            put(0.072, -0.02),
            put(0.0, -0.05),
        ]);
        out = match self.wear {
            Wear::Coat => out.blob(&[
                put(-0.07, 0.15),
                put(-0.085, 0.0),
                put(-0.115, -0.2),
                put(0.0, -0.215),
                put(0.115, -0.2),
                put(0.085, 0.0),
                put(0.07, 0.15),
            ]),
            Wear::Skirt => out.blob(&[
                put(-0.055, 0.1),
                put(-0.09, -0.05),
                put(-0.15, -0.31),
                put(0.0, -0.335),
                put(0.15, -0.31),
                put(0.09, -0.05),
                put(0.055, 0.1),
            ]),
            Wear::Trousers | Wear::Sport => out,
        };
        let cr = self.crown();
        out = out.taper(&[neck, cr], &[0.062 * h, 0.05 * h]);
        out.and(skull(cr, 0.066 * h, self.head, self.face))
    }
}

/// A head of radius `r` (half its height is a little more).
pub fn skull(at: Pt, r: f32, head: Head, face: f32) -> Shape {
    let (x, y) = at;
    let mut out = Shape::new().oval(x, y, r * 0.86, r * 1.08);
    if face != 0.0 {
        out = out.poly(&[
            (x + face * r * 0.7, y - r * 0.25),
            (x + face * r * 1.12, y + r * 0.22),
            (x + face * r * 0.82, y + r * 0.32),
            (x + face * r * 0.72, y + r * 0.95),
            (x + face * r * 0.2, y + r * 1.0),
        ]);
    }
    let f = if face == 0.0 { 0.0 } else { face };
    match head {
        Head::Bare => out.oval(x - f * r * 0.15, y - r * 0.3, r * 0.93, r * 0.88),
        Head::Cap => out
            .blob(&[
                (x - r * 1.05, y - r * 0.42),
                (x - r * 0.85, y - r * 1.1),
                (x + r * 0.1, y - r * 1.3),
                (x + r * 0.95, y - r * 1.0),
                (x + r * 1.05, y - r * 0.42),
            ])
            .taper(&[(x + f * r * 0.5, y - r * 0.48), (x + (f + f * 0.6) * r, y - r * 0.36)], &[r * 0.3, r * 0.16]),
        Head::Hat => out.oval(x, y - r * 0.52, r * 1.65, r * 0.24).blob(&[
            (x - r * 0.95, y - r * 0.5),
            (x - r * 0.85, y - r * 1.45),
            (x, y - r * 1.4),
            (x + r * 0.85, y - r * 1.45),
            (x + r * 0.95, y - r * 0.5),
        ]),
        Head::Bun => out.oval(x, y - r * 0.25, r * 0.98, r * 0.95).oval(x - f * r * 0.9, y - r * 0.95 + f.abs() * r * 0.5, r * 0.45, r * 0.42),
        Head::Long => out.blob(&[
            (x - r * 0.95, y + r * 1.35),
            (x - r * 1.08, y),
            (x - r * 0.7, y - r * 1.05),
            (x, y - r * 1.25),
            (x + r * 0.7, y - r * 1.05),
            (x + r * 1.08, y),
            (x + r * 0.95, y + r * 1.35),
            (x, y + r * 1.15),
        ]),
        Head::Hood => out.blob(&[
            (x - r * 0.95, y + r * 1.6),
            (x - r * 1.15, y - r * 0.2),
            (x - r * 0.5, y - r * 1.2),
            (x + r * 0.1, y - r * 1.4),
            (x + r * 0.7, y - r * 1.1),
            (x + r * 1.15, y - r * 0.2),
            (x + r * 0.95, y + r * 1.6),
            (x, y + r * 1.2),
        ]),
    }
}

/// Head and shoulders, as seen in a crowd; `s` is the head's radius.
pub fn bust(x: f32, y: f32, s: f32, head: Head, face: f32) -> Shape {
    skull((x, y), s, head, face).taper(&[(x, y + s * 0.5), (x, y + s * 1.9)], &[s * 0.95, s * 1.1]).blob(&[
        (x - s * 2.25, y + s * 4.6),
        (x - s * 2.05, y + s * 2.3),
        (x - s * 1.2, y + s * 1.55),
        (x, y + s * 1.35),
        (x + s * 1.2, y + s * 1.55),
        (x + s * 2.05, y + s * 2.3),
        (x + s * 2.25, y + s * 4.6),
        (x, y + s * 4.9),
    ])
}

/// One head of six, by number.
pub fn some_head(n: usize) -> Head {
    [Head::Bare, Head::Long, Head::Cap, Head::Bun, Head::Hat, Head::Hood][n % 6]
}
