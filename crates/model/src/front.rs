use serde::{Deserialize, Serialize};

use crate::{StoryId, Time};

/// How editors have arranged an edition's front page. Where they said nothing, the page arranges itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Front {
    /// The story that leads; the newest with a picture where there is none, or it is not public in this edition.
    pub lead: Option<StoryId>,
    /// The stories beside the lead, first to last; filled up with the newest.
    pub seconds: Vec<StoryId>,
    /// The slugs of the sections that have a block, first to last; all the others follow in their usual order.
    pub sections: Vec<String>,
    /// The slugs of the sections that have no block.
    pub hidden: Vec<String>,
    /// What is told above everything else.
    pub banner: Option<Banner>,
}

/// Breaking news, above the nameplate of every page of the edition until its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banner {
    /// One sentence.
    pub text: String,
    /// The story that tells more.
    pub story: Option<StoryId>,
    /// When it goes.
    pub ends_at: Time,
}

impl Banner {
    /// The most characters of its sentence.
    pub const LONGEST: usize = 140;
}
