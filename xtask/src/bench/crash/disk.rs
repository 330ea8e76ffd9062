//! A disk that forgets what was not synced.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::events::{Event, What};
use crate::bench::pages::Chance;

/// The size of what a disk writes whole or not at all.
const SECTOR: usize = 512;

/// SQLite's index of a log, shared memory that is made anew after a crash, and what a server notes of its own
/// slowness.
pub fn forgettable(file: &Path) -> bool {
    file == Path::new("slow.json") || file.as_os_str().as_encoded_bytes().ends_with(b"-shm")
}

/// What becomes, in a power cut, of writes that were not synced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// They are lost. Files that were made, moved or removed stay so.
    Whole,
    /// Of each file's, the first few are on the disk, and perhaps a part of the next. So with names.
    Tail,
    /// Of each file's, some are on the disk, some in part and some not.
    Scattered,
}

#[derive(Default, Clone)]
struct OnDisk<'a> {
    kept: Vec<u8>,
    /// What was written and not synced, with the line on which that ended.
    loose: Vec<(usize, &'a What)>,
}

/// A folder's files as a disk has them after a part of a trace.
#[derive(Clone)]
pub struct Disk<'a> {
    files: Vec<OnDisk<'a>>,
    /// As programs see them.
    names: BTreeMap<PathBuf, usize>,
    /// As the folder was last synced, and what was done to names since.
    kept_names: BTreeMap<PathBuf, usize>,
    loose_names: Vec<(usize, &'a What, usize)>,
}

impl<'a> Disk<'a> {
    /// A folder that is wholly on disk.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut disk = Self { files: Vec::new(), names: BTreeMap::new(), kept_names: BTreeMap::new(), loose_names: Vec::new() };
        disk.add(folder, Path::new(""))?;
        disk.kept_names = disk.names.clone();
        Ok(disk)
    }

    fn add(&mut self, folder: &Path, below: &Path) -> Result<()> {
        for entry in fs::read_dir(folder.join(below))? {
            let name = below.join(entry?.file_name());
            let path = folder.join(&name);
            if path.is_dir() {
                self.add(folder, &name)?;
            } else if !forgettable(&name) {
                self.names.insert(name, self.files.len());
                self.files.push(OnDisk { kept: fs::read(path)?, loose: Vec::new() });
            }
        }
        Ok(())
    }

    /// Lets everything happen that had begun before this line.
    pub fn play(&mut self, events: &'a [Event], until: usize) {
        for event in events.iter().filter(|event| event.begun < until) {
            let ended = event.ended.unwrap_or(usize::MAX);
            match &event.what {
                // A sync that was not through promises nothing.
                What::Sync { file } if ended < until => self.sync(file, event.begun),
                What::Write { file, .. } | What::Resize { file, .. } => self.change(file, ended, &event.what),
                What::Create { file, emptied } => {
                    if !self.names.contains_key(file) {
                        self.files.push(OnDisk::default());
                        self.name(&event.what, self.files.len() - 1, ended);
                    } else if *emptied {
                        self.change(file, ended, &event.what);
                    }
                }
                What::Remove { .. } | What::Move { .. } => self.name(&event.what, 0, ended),
                What::Sync { .. } | What::Asked { .. } | What::Acknowledged { .. } => {}
            }
        }
    }

    fn change(&mut self, file: &Path, ended: usize, what: &'a What) {
        if let Some(file) = self.names.get(file).and_then(|number| self.files.get_mut(*number)) {
            file.loose.push((ended, what));
        }
    }

    fn name(&mut self, what: &'a What, number: usize, ended: usize) {
        rename(&mut self.names, what, number);
        self.loose_names.push((ended, what, number));
    }

    /// What had ended when the sync began is on disk.
    fn sync(&mut self, file: &Path, begun: usize) {
        if let Some(file) = self.names.get(file).and_then(|number| self.files.get_mut(*number)) {
            for (_, what) in file.loose.extract_if(.., |(ended, _)| *ended < begun) {
                apply(&mut file.kept, what, usize::MAX);
            }
            return;
        }
        for (_, what, number) in self.loose_names.extract_if(.., |(ended, what, _)| *ended < begun && folder(what) == file) {
            rename(&mut self.kept_names, what, number);
        }
    }

    /// How many writes are not synced.
    pub fn loose(&self) -> usize {
        self.files.iter().map(|file| file.loose.len()).sum()
    }

    /// Cuts the power and writes what is left into a folder.
    pub fn cut(mut self, loss: Loss, chance: &mut Chance, folder: &Path) -> Result<()> {
        let names = match loss {
            Loss::Whole => &self.names,
            Loss::Tail | Loss::Scattered => {
                let first = chance.below(self.loose_names.len() + 1);
                self.loose_names.iter().take(first).for_each(|(_, what, number)| rename(&mut self.kept_names, what, *number));
                &self.kept_names
            }
        };
        for (name, number) in names {
            let Some(file) = self.files.get_mut(*number) else { continue };
            let first = chance.below(file.loose.len() + 1);
            for (at, (_, what)) in file.loose.iter().enumerate() {
                let most = match loss {
                    Loss::Whole => 0,
                    Loss::Tail if at < first => usize::MAX,
                    Loss::Tail if at == first => torn(what, chance),
                    Loss::Tail => 0,
                    Loss::Scattered => [0, usize::MAX, torn(what, chance)][chance.below(3)],
                };
                apply(&mut file.kept, what, most);
            }
            let path = folder.join(name);
            fs::create_dir_all(path.parent().unwrap_or(folder))?;
            fs::write(path, &file.kept)?;
        }
        Ok(())
    }
}

/// The folder whose sync keeps a change of names.
fn folder(what: &What) -> &Path {
    let file = match what {
        What::Create { file, .. } | What::Remove { file } | What::Move { to: file, .. } => file,
        _ => return Path::new(""),
    };
    file.parent().unwrap_or(Path::new(""))
}

fn rename(names: &mut BTreeMap<PathBuf, usize>, what: &What, number: usize) {
    match what {
        What::Create { file, .. } => drop(names.insert(file.clone(), number)),
        What::Remove { file } => drop(names.remove(file)),
        What::Move { from, to } => {
            if let Some(number) = names.remove(from) {
                names.insert(to.clone(), number);
            }
        }
        _ => {}
    }
}

/// Changes a file, by at most so many bytes of what was written.
fn apply(content: &mut Vec<u8>, what: &What, most: usize) {
    match what {
        _ if most == 0 => {}
        What::Write { at, data, .. } => {
            let data = &data[..data.len().min(most)];
            if content.len() < at + data.len() {
                content.resize(at + data.len(), 0);
            }
            content[*at..at + data.len()].copy_from_slice(data);
        }
        What::Resize { length, .. } => content.resize(*length, 0),
        What::Create { emptied: true, .. } => content.clear(),
        _ => {}
    }
}

/// How many bytes of a write are on the disk if it is torn between two sectors; none if it lies in one.
fn torn(what: &What, chance: &mut Chance) -> usize {
    let What::Write { at, data, .. } = what else { return 0 };
    let first = SECTOR - at % SECTOR;
    if first >= data.len() { 0 } else { first + SECTOR * chance.below((data.len() - first).div_ceil(SECTOR)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scratch::Scratch;

    fn event(line: usize, what: What) -> Event {
        Event { begun: line, ended: Some(line), what }
    }

    fn write(line: usize, file: &str, at: usize, text: &str) -> Event {
        event(line, What::Write { file: file.into(), at, data: text.into() })
    }

    fn sync(line: usize, file: &str) -> Event {
        event(line, What::Sync { file: file.into() })
    }

    /// What is left of these events, begun with a file `old` that says "abc".
    fn left(name: &str, events: &[Event], until: usize, loss: Loss) -> Vec<(String, String)> {
        let scratch = Scratch::new(&format!("disk-{name}")).unwrap();
        let (before, after) = (scratch.path().join("before"), scratch.path().join("after"));
        fs::create_dir_all(&before).unwrap();
        fs::create_dir_all(&after).unwrap();
        fs::write(before.join("old"), "abc").unwrap();
        fs::write(before.join("old-shm"), "index").unwrap();
        let mut disk = Disk::of(&before).unwrap();
        disk.play(events, until);
        disk.cut(loss, &mut Chance(1), &after).unwrap();
        let mut left: Vec<(String, String)> = fs::read_dir(&after)
            .unwrap()
            .map(|entry| entry.unwrap())
            .map(|entry| (entry.file_name().into_string().unwrap(), fs::read_to_string(entry.path()).unwrap()))
            .collect();
        left.sort();
        left
    }

    fn is(left: &[(String, String)], wanted: &[(&str, &str)]) -> bool {
        left.iter().map(|(name, text)| (name.as_str(), text.as_str())).eq(wanted.iter().copied())
    }

    #[test]
    fn only_what_was_synced_survives() {
        let events = [write(1, "old", 1, "XY"), sync(2, "old"), write(3, "old", 3, "Z"), sync(5, "old")];
        assert!(is(&left("before", &events, 2, Loss::Whole), &[("old", "abc")]));
        assert!(is(&left("after", &events, 3, Loss::Whole), &[("old", "aXY")]));
        assert!(is(&left("between", &events, 5, Loss::Whole), &[("old", "aXY")]));
        assert!(is(&left("end", &events, 6, Loss::Whole), &[("old", "aXYZ")]));
    }

    #[test]
    fn a_sync_keeps_nothing_that_ended_after_it_began_and_nothing_before_it_ended() {
        let late = Event { begun: 2, ended: Some(4), what: What::Write { file: "old".into(), at: 0, data: b"X".into() } };
        let long = Event { begun: 3, ended: Some(6), what: What::Sync { file: "old".into() } };
        assert!(is(&left("late", &[late, long], 9, Loss::Whole), &[("old", "abc")]));
        let long = Event { begun: 3, ended: Some(6), what: What::Sync { file: "old".into() } };
        let events = [write(1, "old", 0, "X"), long];
        assert!(is(&left("long", &events, 5, Loss::Whole), &[("old", "abc")]));
        assert!(is(&left("through", &events, 7, Loss::Whole), &[("old", "Xbc")]));
    }

    #[test]
    fn names_are_as_the_programs_saw_them_or_as_the_folder_was_synced() {
        let made = || event(1, What::Create { file: "new".into(), emptied: false });
        let gone = || event(4, What::Remove { file: "old".into() });
        let events = [made(), write(2, "new", 0, "n"), sync(3, "new"), gone()];
        assert!(is(&left("seen", &events, 9, Loss::Whole), &[("new", "n")]));
        let events = [made(), write(2, "new", 0, "n"), sync(3, "new"), gone(), sync(5, "")];
        assert!(is(&left("kept", &events, 9, Loss::Tail), &[("new", "n")]));
        let moved = event(1, What::Move { from: "old".into(), to: "other".into() });
        assert!(is(&left("moved", &[moved], 9, Loss::Whole), &[("other", "abc")]));
    }

    #[test]
    fn a_torn_write_ends_between_two_sectors() {
        let mut chance = Chance(2);
        for _ in 0..1000 {
            let (at, length) = (chance.below(2000), chance.below(5000));
            let torn = torn(&What::Write { file: "old".into(), at, data: vec![1; length] }, &mut chance);
            assert!(torn == 0 || ((at + torn).is_multiple_of(SECTOR) && torn < length), "{torn} of {length} at {at}");
        }
    }
}
