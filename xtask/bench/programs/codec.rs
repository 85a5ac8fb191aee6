//! Reads and writes the same models with the emitted client and with serde's derive.
//!
//! `cargo xtask bench` copies this file into a crate that depends on both, and reads what it prints: size, way,
//! whose, seconds a call. Both sides are timed in turn, and the fastest batch counts. With `SIZE WAY WHOSE COUNT` it
//! does one of these so often and prints nothing, for tools that count instructions.

use jiekou::Result;
use jiekou::wire::codec;
use jiekou_runtime::example::write_json;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::hint::black_box;
use std::time::Instant;

/// How often both sides are timed.
const BATCHES: usize = 40;
/// Bytes that one batch goes through.
const BATCH: usize = 1 << 20;

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Small {
    order_id: String,
    total: i64,
    finished: bool,
}

#[derive(Serialize, Deserialize)]
struct Large {
    rows: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    number: String,
    amount: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    seller: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    buyer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goods: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remark: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_rate: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tax_amount: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<State>,
    #[serde(skip_serializing_if = "Option::is_none")]
    printed: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum State {
    Open,
    Paid,
    Closed,
}

macro_rules! levels {
    ($($outer:ident in $inner:ident),*; $last:ident) => {
        $(#[derive(Serialize, Deserialize)]
        struct $outer {
            name: String,
            count: i32,
            inner: $inner,
        })*
        #[derive(Serialize, Deserialize)]
        struct $last {
            name: String,
            count: i32,
        }
    };
}
levels!(L1 in L2, L2 in L3, L3 in L4, L4 in L5, L5 in L6, L6 in L7, L7 in L8; L8);

fn main() {
    let small = r#"{"orderId":"o-20260701-0001","total":129900,"finished":true}"#.to_owned();
    let rows: Vec<String> = (0..100).map(row).collect();
    let large = format!(r#"{{"rows":[{}]}}"#, rows.join(","));
    let levels = (1..8).rev().fold(level(8, ""), |inner, at| level(at, &format!(r#","inner":{inner}"#)));
    let words: Vec<String> = std::env::args().skip(1).collect();
    compare::<Small, _>(&words, "small", &small, codec::small::Notification::from_json, |one| {
        write_json("small", one)
    });
    compare::<Large, _>(&words, "large", &large, codec::large::Notification::from_json, |one| {
        write_json("large", one)
    });
    compare::<L1, _>(&words, "deep", &levels, codec::deep::Notification::from_json, |one| {
        write_json("deep", one)
    });
}

fn row(at: usize) -> String {
    format!(
        concat!(
            r#"{{"number":"0440020{at:05}","amount":{at}900,"seller":"A pretend company","#,
            r#""buyer":"Another pretend company","goods":"Paper, 80 g","issuedAt":"2026-07-01 09:30:00","#,
            r#""taxRate":13,"taxAmount":{at}17,"state":"PAID","printed":false,"tags":["a","b"]}}"#
        ),
        at = at + 1
    )
}

fn level(at: usize, inner: &str) -> String {
    format!(r#"{{"name":"level {at}","count":{at}{inner}}}"#)
}

fn compare<D: Serialize + DeserializeOwned, T>(
    words: &[String],
    size: &str,
    json: &str,
    read: impl Fn(&[u8]) -> Result<T>,
    write: impl Fn(&T) -> Result<Vec<u8>>,
) {
    let bytes = json.as_bytes();
    let ours = read(bytes).expect("ours reads it");
    let derived: D = serde_json::from_slice(bytes).expect("derive reads it");
    assert_eq!(write(&ours).expect("ours writes it"), bytes, "ours writes what it read");
    assert_eq!(serde_json::to_vec(&derived).expect("derive writes it"), bytes, "derive writes what it read");
    let calls: [(&str, &dyn Fn()); 4] = [
        ("decode jiekou", &|| drop(black_box(read(black_box(bytes)).expect("read")))),
        ("decode derive", &|| drop(black_box(serde_json::from_slice::<D>(black_box(bytes)).expect("read")))),
        ("encode jiekou", &|| drop(black_box(write(black_box(&ours)).expect("written")))),
        ("encode derive", &|| drop(black_box(serde_json::to_vec(black_box(&derived)).expect("written")))),
    ];
    match words {
        [] => calls_in_turn(size, (BATCH / bytes.len()).max(1), &calls),
        [asked, way, whose, count] if asked == size => {
            let name = format!("{way} {whose}");
            let (_, call) = calls.iter().find(|(known, _)| *known == name).expect("a way and whose");
            (0..count.parse().expect("a number")).for_each(|_: usize| call());
        }
        _ => {}
    }
}

/// Prints the seconds of each call.
fn calls_in_turn(size: &str, count: usize, calls: &[(&str, &dyn Fn()); 4]) {
    let mut best = [f64::INFINITY; 4];
    for _ in 0..BATCHES {
        for ((_, call), best) in calls.iter().zip(&mut best) {
            *best = best.min(time(count, call));
        }
    }
    for ((name, _), seconds) in calls.iter().zip(best) {
        println!("{size} {name} {seconds:e}");
    }
}

fn time(count: usize, call: &dyn Fn()) -> f64 {
    let start = Instant::now();
    (0..count).for_each(|_| call());
    start.elapsed().as_secs_f64() / count as f64
}
