use minijinja::value::{Serde, Value};
use minijinja::{Error, ErrorKind};
use serde::Serialize;

/// How a section's block stands on the front page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Shape {
    /// `wide` (a row of its own), `broad`, `slim` or `half`.
    name: &'static str,
    /// Whether another block stands before it in the same row.
    beside: bool,
    /// Whether its first story shows its picture.
    picture: bool,
}

/// What of a block decides how it stands.
#[derive(Debug, Clone, Copy)]
struct Weight {
    stories: usize,
    picture: bool,
}

/// The filter `arranged`: for each section block of the front page how it stands, so that neighbours differ and every
/// row is full.
pub(crate) fn arranged(blocks: &Value) -> Result<Value, Error> {
    let mut weights = Vec::new();
    for block in blocks.try_iter()? {
        let stories = block.get_attr("stories")?;
        let first = stories.get_item_by_index(0)?;
        let picture = first.get_attr("picture").is_ok_and(|picture| !picture.is_none() && !picture.is_undefined());
        let stories = stories.len().ok_or_else(|| Error::new(ErrorKind::InvalidOperation, "a block without stories"))?;
        weights.push(Weight { stories, picture });
    }
    Ok(Value::from(Serde(&shapes(&weights))))
}

fn shapes(blocks: &[Weight]) -> Vec<Shape> {
    let mut shapes = Vec::with_capacity(blocks.len());
    let (mut pairs, mut wides) = (0, 0);
    while let Some((first, rest)) = blocks.get(shapes.len()..).and_then(<[Weight]>::split_first) {
        let turn = wides <= pairs && first.stories >= 3;
        match rest.first() {
            Some(second) if !turn => {
                // The broad one is where the picture is; where both have one they take turns.
                let (one, two) = match (first.picture, second.picture) {
                    (false, false) => ("half", "half"),
                    (false, true) => ("slim", "broad"),
                    (true, true) if pairs % 2 == 1 => ("slim", "broad"),
                    _ => ("broad", "slim"),
                };
                shapes.push(Shape { name: one, beside: false, picture: one == "broad" });
                shapes.push(Shape { name: two, beside: true, picture: two == "broad" });
                pairs += 1;
            }
            _ => {
                // Every second wide block has its words first and small pictures with the short ones.
                let words = wides % 2 == 1 && first.stories >= 4;
                shapes.push(Shape { name: "wide", beside: false, picture: first.picture && !words });
                wides += 1;
            }
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(blocks: &[(usize, bool)]) -> Vec<&'static str> {
        let weights: Vec<Weight> = blocks.iter().map(|&(stories, picture)| Weight { stories, picture }).collect();
        shapes(&weights).iter().map(|shape| shape.name).collect()
    }

    #[test]
    fn neighbours_differ_and_every_row_is_full() {
        assert_eq!(names(&[(4, true); 6]), ["wide", "broad", "slim", "wide", "slim", "broad"]);
        assert_eq!(names(&[(1, false), (1, true), (1, true)]), ["slim", "broad", "wide"]);
        assert_eq!(names(&[(2, false), (2, false)]), ["half", "half"]);
        assert_eq!(names(&[]), [""; 0]);
    }
}
