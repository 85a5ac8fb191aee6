//! The README's example, compiled: documentation tests of this page are the code blocks of the README.

#![doc = include_str!("../../../README.md")]
