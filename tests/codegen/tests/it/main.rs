//! Tests of the generator as a whole: specs in, files and diagnostics out.

mod again;
mod bad;
mod canon;
mod crates;
mod damage;
mod determinism;
mod diff;
mod freshness;
mod good;
mod language_server;
mod lint;
mod mutations;
mod oracle;
mod pages;
mod promise;
mod readme;
mod ripple;
mod schema;
mod sheets;
mod show;
mod skeleton;
mod snapshots;
mod tidy;
