//! What a trace tells of a site's files and of its readers, and whether each acknowledgement came after its sync.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};

use super::disk::forgettable;
use super::trace::{Call, Trace, bytes, leads_to, number};

/// The calls to trace. A `?` lets those be missing that a system does not have. From `openat2` on they are traced only so
/// that the bench notices, should one touch the site, that it does not understand them.
pub const TRACED: &str = "trace=?open,?creat,openat,write,writev,pwrite64,pwritev,ftruncate,fsync,fdatasync,?unlink,unlinkat,?rename,?renameat,\
                          ?renameat2,read,readv,recvfrom,recvmsg,sendto,sendmsg,mmap,\
                          ?openat2,truncate,fallocate,?pwritev2,?link,linkat,?symlink,symlinkat,?rmdir,sendfile,?copy_file_range,sync,syncfs,\
                          sync_file_range,msync";

/// Something that happened between two lines of the trace. Files are named from the site's folder on.
pub struct Event {
    pub begun: usize,
    pub ended: Option<usize>,
    pub what: What,
}

pub enum What {
    Write {
        file: PathBuf,
        at: usize,
        data: Vec<u8>,
    },
    Resize {
        file: PathBuf,
        length: usize,
    },
    /// Of a file, or of a folder.
    Sync {
        file: PathBuf,
    },
    Create {
        file: PathBuf,
        emptied: bool,
    },
    Remove {
        file: PathBuf,
    },
    Move {
        from: PathBuf,
        to: PathBuf,
    },
    /// Bytes of a request, the first of which begin it.
    Asked {
        socket: String,
        first: bool,
    },
    /// A 204 was written.
    Acknowledged {
        socket: String,
    },
}

/// The events of a trace, in the order in which they ended.
pub fn read(trace: &Path, site: &Path) -> Result<Vec<Event>> {
    let lines = BufReader::new(File::open(trace)?).lines();
    let (mut reader, mut events) = (Trace::default(), Vec::new());
    let mut take = |call: Call| -> Result<()> {
        let what = event(&call, site).with_context(|| format!("line {} of the trace, {}", call.begun, call.name))?;
        events.extend(what.map(|what| Event { begun: call.begun, ended: call.ended, what }));
        Ok(())
    };
    for line in lines {
        if let Some(call) = reader.read(&line?)? {
            take(call)?;
        }
    }
    reader.unfinished()?.into_iter().try_for_each(take)?;
    Ok(events)
}

fn event(call: &Call, site: &Path) -> Result<Option<What>> {
    // What failed or was broken off did nothing; what never ended may have.
    if call.result.is_some_and(|result| result < 0) || (call.result.is_none() && call.ended.is_some()) {
        return Ok(None);
    }
    let argument = |at: usize| call.arguments.get(at).map_or("", String::as_str);
    let kept = |path: PathBuf| path.strip_prefix(site).ok().map(Path::to_owned).filter(|file| !forgettable(file));
    let opened = |at: usize| leads_to(argument(at)).and_then(|path| kept(path.into()));
    let named = |folder: Option<usize>, at: usize| {
        let name = PathBuf::from(String::from_utf8(bytes(argument(at))?).ok()?);
        let folder = folder.and_then(|folder| leads_to(argument(folder))).unwrap_or_default();
        kept(Path::new(&folder).join(name))
    };
    let moved = |from: Option<PathBuf>, to: Option<PathBuf>| match (from, to) {
        (Some(from), Some(to)) => Ok(Some(What::Move { from, to })),
        (None, None) => Ok(None),
        _ => bail!("a file was moved into the site's folder or out of it"),
    };
    let created = |file: Option<PathBuf>, flags: &str| {
        let emptied = flags.contains("O_TRUNC");
        file.filter(|_| emptied || flags.contains("O_CREAT")).map(|file| What::Create { file, emptied })
    };
    Ok(match call.name.as_str() {
        "open" => created(named(None, 0), argument(1)),
        "creat" => created(named(None, 0), "O_CREAT|O_TRUNC"),
        "openat" => created(named(Some(0), 1), argument(2)),
        "unlink" => named(None, 0).map(|file| What::Remove { file }),
        "unlinkat" => named(Some(0), 1).map(|file| What::Remove { file }),
        "rename" => moved(named(None, 0), named(None, 1))?,
        "renameat" | "renameat2" => moved(named(Some(0), 1), named(Some(2), 3))?,
        "fsync" | "fdatasync" => opened(0).map(|file| What::Sync { file }),
        "ftruncate" => match opened(0) {
            Some(file) => Some(What::Resize { file, length: usize::try_from(number(argument(1)).context("a length")?)? }),
            None => None,
        },
        "pwrite64" | "pwritev" => match opened(0) {
            Some(file) => Some(What::Write { file, at: usize::try_from(number(argument(3)).context("an offset")?)?, data: data(call)? }),
            None => None,
        },
        "read" | "readv" | "recvfrom" | "recvmsg" => asked(call)?,
        "write" | "writev" | "sendto" | "sendmsg" if opened(0).is_none() => acknowledged(call),
        "mmap" => {
            let writes = argument(2).contains("PROT_WRITE") && argument(3).contains("MAP_SHARED");
            ensure!(opened(4).is_none() || !writes, "a file of the site is written through memory, where no trace sees it");
            None
        }
        _ => {
            let touches = (0..call.arguments.len()).any(|at| opened(at).or_else(|| named(None, at)).is_some());
            ensure!(!touches && !call.name.starts_with("sync"), "the bench does not know what this does to a file of the site");
            None
        }
    })
}

/// The bytes that a call took in or gave out: as many as it returned.
fn data(call: &Call) -> Result<Vec<u8>> {
    let mut data = call.arguments.get(1).and_then(|argument| bytes(argument)).context("the trace was cut short")?;
    if let Some(result) = call.result {
        let length = usize::try_from(result)?;
        ensure!(data.len() >= length, "the trace has {} bytes of {length}", data.len());
        data.truncate(length);
    }
    Ok(data)
}

fn socket(call: &Call) -> Option<String> {
    leads_to(call.arguments.first()?).filter(|name| name.starts_with("socket:"))
}

fn asked(call: &Call) -> Result<Option<What>> {
    let Some(socket) = socket(call).filter(|_| call.result.is_some_and(|length| length > 0)) else { return Ok(None) };
    let first = data(call)?.starts_with(b"POST /api/v1/views");
    Ok(Some(What::Asked { socket, first }))
}

fn acknowledged(call: &Call) -> Option<What> {
    let socket = socket(call)?;
    bytes(call.arguments.get(1)?)?.starts_with(b"HTTP/1.1 204").then_some(What::Acknowledged { socket })
}

/// The acknowledgements that were written although, since the last byte of their request had come in, nothing had been
/// both written to the counts and synced after that.
pub fn hasty(events: &[Event]) -> usize {
    let (mut asked, mut written) = (HashMap::new(), HashMap::new());
    // The line on which the newest write that is synced had begun, after each line on which a sync ended.
    let mut safe: Vec<(usize, usize)> = Vec::new();
    let mut hasty = 0;
    for event in events {
        match (&event.what, event.ended) {
            (What::Asked { socket, .. }, Some(ended)) => drop(asked.insert(socket, ended)),
            (What::Write { file, .. }, Some(ended)) if counts(file) => written.entry(file).or_insert_with(Vec::new).push((event.begun, ended)),
            (What::Sync { file }, Some(ended)) if counts(file) => {
                let of_file = written.get(file).into_iter().flatten();
                let newest = of_file.filter(|(_, write_ended)| *write_ended < event.begun).map(|(begun, _)| *begun).max();
                safe.push((ended, newest.unwrap_or(0)));
            }
            (What::Acknowledged { socket }, _) => {
                let since = asked.get(socket).copied().unwrap_or(usize::MAX);
                hasty += usize::from(!safe.iter().rev().any(|(ended, write)| *ended < event.begun && *write > since));
            }
            _ => {}
        }
    }
    hasty
}

fn counts(file: &Path) -> bool {
    file == Path::new("counts.db") || file == Path::new("counts.db-wal")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(text: &str) -> Vec<Event> {
        let mut trace = Trace::default();
        let calls = text.lines().filter_map(|line| trace.read(line).unwrap());
        let event = |call: Call| event(&call, Path::new("/s")).unwrap().map(|what| Event { begun: call.begun, ended: call.ended, what });
        calls.filter_map(event).collect()
    }

    /// A line of a trace whose strings and paths are written as they are.
    fn line(text: &str) -> String {
        let hex = |part: &str| part.bytes().map(|byte| format!("\\x{byte:02x}")).collect::<String>();
        let text: Vec<String> = text.split('~').enumerate().map(|(at, part)| if at % 2 == 1 { hex(part) } else { part.to_owned() }).collect();
        format!("7 1.0 {}\n", text.concat())
    }

    const ASKED: &str = "recvfrom(9<socket:[5]>, \"~POST /api/v1/views HTTP~\", 24, 0, NULL, NULL) = 23";
    const WRITTEN: &str = "pwrite64(8<~/s/counts.db-wal~>, \"~row~\", 3, 0) = 3";
    const SYNCED: &str = "fsync(8<~/s/counts.db-wal~>) = 0";
    const TOLD: &str = "writev(9<socket:[5]>, [{iov_base=\"~HTTP/1.1 204 No Content~\", iov_len=23}], 1) = 23";

    fn hasty_ones(lines: &[&str]) -> usize {
        hasty(&events(&lines.iter().map(|text| line(text)).collect::<String>()))
    }

    #[test]
    fn an_acknowledgement_is_hasty_unless_its_view_was_written_and_then_synced() {
        assert_eq!(hasty_ones(&[ASKED, WRITTEN, SYNCED, TOLD]), 0);
        assert_eq!(hasty_ones(&[ASKED, WRITTEN, TOLD, SYNCED]), 1);
        assert_eq!(hasty_ones(&[ASKED, SYNCED, WRITTEN, TOLD]), 1);
        assert_eq!(hasty_ones(&[WRITTEN, ASKED, SYNCED, TOLD]), 1);
        assert_eq!(hasty_ones(&[WRITTEN, SYNCED, ASKED, TOLD]), 1);
        assert_eq!(hasty_ones(&[TOLD]), 1);
    }

    #[test]
    fn a_sync_that_goes_on_while_the_acknowledgement_is_written_is_too_late() {
        let text = [line(ASKED), line(WRITTEN), "8 1.0 fsync(8<\\x2f\\x73\\x2f\\x63> <unfinished ...>\n".to_owned(), line(TOLD)].concat();
        assert_eq!(hasty(&events(&(text + "8 1.0 <... fsync resumed>) = 0\n"))), 1);
    }

    #[test]
    fn files_are_those_of_the_site_and_a_short_write_is_as_long_as_it_was() {
        let lines = ["pwrite64(8<~/s/a~>, \"~word~\", 4, 7) = 2", "pwrite64(8<~/else~>, \"~word~\", 4, 7) = 4", "unlink(\"~/s/a-shm~\") = 0"];
        let events = events(&lines.map(line).concat());
        let [Event { what: What::Write { file, at, data }, .. }] = &events[..] else { panic!("one write") };
        assert_eq!((file.as_path(), *at, data.as_slice()), (Path::new("a"), 7, &b"wo"[..]));
    }

    #[test]
    fn what_the_bench_does_not_understand_it_says() {
        let say = |text: &str| event(&Trace::default().read(line(text).trim_end()).unwrap().unwrap(), Path::new("/s"));
        assert!(say("copy_file_range(3<~/else~>, NULL, 4<~/s/a~>, NULL, 4096, 0) = 4096").is_err());
        assert!(say("write(4<~/s/a~>, \"~word~\", 4) = 4").is_err());
        assert!(say("mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 4<~/s/a~>, 0) = 0x7f00").is_err());
        assert!(say("mmap(NULL, 4096, PROT_READ|PROT_WRITE, MAP_SHARED, 4<~/s/a-shm~>, 0) = 0x7f00").unwrap().is_none());
        assert!(say("write(1<~/else~>, \"~word~\", 4) = 4").unwrap().is_none());
    }
}
