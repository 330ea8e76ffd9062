//! Shapes: unions of paths, with the few ways of making them that the scenes
//! need (polygons, soft blobs, strokes that swell and taper).

use tiny_skia::{LineCap, LineJoin, Path, PathBuilder, Rect, Stroke, Transform};

/// A point in pixels.
pub type Pt = (f32, f32);

/// A union of paths.
#[derive(Debug, Clone, Default)]
pub struct Shape(pub Vec<Path>);

impl Shape {
    /// An empty shape.
    pub fn new() -> Self {
        Self::default()
    }

    fn push(mut self, path: Option<Path>) -> Self {
        self.0.extend(path);
        self
    }

    /// Adds everything of another shape.
    pub fn and(mut self, other: Shape) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds a polygon.
    pub fn poly(self, pts: &[Pt]) -> Self {
        let path = polygon(pts);
        self.push(path)
    }

    /// Adds a rectangle.
    pub fn rect(self, x: f32, y: f32, w: f32, h: f32) -> Self {
        let path = Rect::from_xywh(x, y, w, h).map(PathBuilder::from_rect);
        self.push(path)
    }

    /// Adds an ellipse by centre and radii.
    pub fn oval(self, cx: f32, cy: f32, rx: f32, ry: f32) -> Self {
        let path = Rect::from_xywh(cx - rx, cy - ry, rx * 2.0, ry * 2.0).and_then(PathBuilder::from_oval);
        self.push(path)
    }

    /// Adds a closed soft shape through the points.
    pub fn blob(self, pts: &[Pt]) -> Self {
        let path = polygon(&smooth(pts, true));
        self.push(path)
    }

    /// Adds a straight-segmented stroke.
    pub fn line(self, pts: &[Pt], width: f32) -> Self {
        let path = stroked(pts, width);
        self.push(path)
    }

    /// Adds a soft stroke through the points.
    pub fn curve(self, pts: &[Pt], width: f32) -> Self {
        let path = stroked(&smooth(pts, false), width);
        self.push(path)
    }

    /// Adds a soft stroke whose width runs evenly through `widths` from the
    /// first point to the last.
    pub fn taper(self, pts: &[Pt], widths: &[f32]) -> Self {
        let line = smooth(pts, false);
        let n = line.len();
        if n < 2 || widths.is_empty() {
            return self;
        }
        let at = |i: usize| -> f32 {
            let t = i as f32 / (n - 1) as f32 * (widths.len() - 1) as f32;
            let a = (t.floor() as usize).min(widths.len() - 1);
            let b = (a + 1).min(widths.len() - 1);
            (widths[a] + (widths[b] - widths[a]) * (t - a as f32)) * 0.5
        };
        let (mut left, mut right) = (Vec::new(), Vec::new());
        for i in 0..n {
            let p = line[i.saturating_sub(1)];
            let q = line[(i + 1).min(n - 1)];
            let (dx, dy) = (q.0 - p.0, q.1 - p.1);
            let len = dx.hypot(dy).max(0.001);
            let (nx, ny) = (-dy / len * at(i), dx / len * at(i));
            left.push((line[i].0 + nx, line[i].1 + ny));
            right.push((line[i].0 - nx, line[i].1 - ny));
        }
        right.reverse();
        left.extend(right);
        let (a, b) = (line[0], line[n - 1]);
        let (ra, rb) = (at(0), at(n - 1));
        self.poly(&left).oval(a.0, a.1, ra, ra).oval(b.0, b.1, rb, rb)
    }

    /// The shape under a transform.
    fn with(self, t: Transform) -> Self {
        Self(self.0.into_iter().filter_map(|p| p.transform(t)).collect())
    }

    /// Scaled (about the origin) and then moved.
    pub fn place(self, x: f32, y: f32, sx: f32, sy: f32) -> Self {
        self.with(Transform::from_row(sx, 0.0, 0.0, sy, x, y))
    }

    /// Turned by degrees (clockwise) about a point.
    pub fn turn(self, deg: f32, x: f32, y: f32) -> Self {
        self.with(Transform::from_rotate_at(deg, x, y))
    }

    /// The outline of every path, as a shape.
    pub fn outline(&self, width: f32) -> Self {
        let stroke = pen(width);
        Self(self.0.iter().filter_map(|p| p.stroke(&stroke, 1.0)).collect())
    }

    /// The shape grown by an outline: a silhouette with a little air round it.
    pub fn grown(&self, width: f32) -> Self {
        self.outline(width * 2.0).and(self.clone())
    }
}

fn pen(width: f32) -> Stroke {
    Stroke { width, line_cap: LineCap::Round, line_join: LineJoin::Round, ..Stroke::default() }
}

/// A line through points, not ended yet.
fn line_through(pts: &[Pt]) -> PathBuilder {
    let mut b = PathBuilder::new();
    for (i, &(x, y)) in pts.iter().enumerate() {
        if i == 0 {
            b.move_to(x, y);
        } else {
            b.line_to(x, y);
        }
    }
    b
}

fn polygon(pts: &[Pt]) -> Option<Path> {
    let mut b = line_through(pts);
    b.close();
    b.finish()
}

fn stroked(pts: &[Pt], width: f32) -> Option<Path> {
    line_through(pts).finish()?.stroke(&pen(width), 1.0)
}

/// Points along a Catmull-Rom curve through `pts`.
pub fn smooth(pts: &[Pt], closed: bool) -> Vec<Pt> {
    let n = pts.len() as i32;
    if n < 3 {
        return pts.to_vec();
    }
    let at = |i: i32| -> Pt {
        let j = if closed { i.rem_euclid(n) } else { i.clamp(0, n - 1) };
        pts[j as usize]
    };
    let mut out = Vec::new();
    let spans = if closed { n } else { n - 1 };
    for i in 0..spans {
        let (a, b, c, d) = (at(i - 1), at(i), at(i + 1), at(i + 2));
        for s in 0..10 {
            let t = s as f32 / 10.0;
            let f = |a: f32, b: f32, c: f32, d: f32| {
                0.5 * (2.0 * b + (c - a) * t + (2.0 * a - 5.0 * b + 4.0 * c - d) * t * t + (3.0 * b - a - 3.0 * c + d) * t * t * t)
            };
            out.push((f(a.0, b.0, c.0, d.0), f(a.1, b.1, c.1, d.1)));
        }
    }
    if !closed {
        out.push(at(n - 1));
    }
    out
}

/// A polygon.
pub fn poly(pts: &[Pt]) -> Shape {
    Shape::new().poly(pts)
}
/// A rectangle.
pub fn rect(x: f32, y: f32, w: f32, h: f32) -> Shape {
    Shape::new().rect(x, y, w, h)
}
/// An ellipse.
pub fn oval(cx: f32, cy: f32, rx: f32, ry: f32) -> Shape {
    Shape::new().oval(cx, cy, rx, ry)
}
/// A closed soft shape.
pub fn blob(pts: &[Pt]) -> Shape {
    Shape::new().blob(pts)
}
/// A straight-segmented stroke.
pub fn line(pts: &[Pt], width: f32) -> Shape {
    Shape::new().line(pts, width)
}
/// A soft stroke.
pub fn curve(pts: &[Pt], width: f32) -> Shape {
    Shape::new().curve(pts, width)
}
/// A soft stroke of changing width.
pub fn taper(pts: &[Pt], widths: &[f32]) -> Shape {
    Shape::new().taper(pts, widths)
}
/// The area under a curve: everything from the soft line down to `floor`.
pub fn under(pts: &[Pt], floor: f32) -> Shape {
    let mut line = smooth(pts, false);
    if let (Some(&first), Some(&last)) = (line.first(), line.last()) {
        line.push((last.0, floor));
        line.push((first.0, floor));
    }
    poly(&line)
}
