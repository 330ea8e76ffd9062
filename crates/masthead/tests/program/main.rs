//! The program as an operator runs it and as readers meet it: started, asked over real connections, told to end.

#![allow(clippy::unwrap_used, reason = "a test that finds nothing has failed")]

mod full_disk;
mod program;
mod reader;
mod secret;
