//! Writes a file that the compiler includes.
use std::{env, fs, path::Path};

fn main() {
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(Path::new(&out).join("built.txt"), "generated").expect("it can be written");
    println!("cargo:rerun-if-changed=build.rs");
}
