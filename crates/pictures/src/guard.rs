use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `work` gives, or nothing if it panics.
///
/// The parsers below meet bytes that were made to break them; a panic in one of them must cost one
/// upload, not the program. Nothing that `work` touches outlives it, so unwinding leaves no half state.
pub(crate) fn no_panic<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}
