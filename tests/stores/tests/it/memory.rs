//! Tokens in memory.

use crate::checks::check;
use jiekou_runtime::MemoryTokenStore;

#[test]
fn memory_does_what_every_store_must() {
    check(|| {
        let store = MemoryTokenStore::new();
        (store.clone(), store)
    });
}
