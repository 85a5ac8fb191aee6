//! A secret has no `Display`.

fn main() {
    let secret = jiekou::Secret::from("hunter2");
    println!("{secret}");
}
