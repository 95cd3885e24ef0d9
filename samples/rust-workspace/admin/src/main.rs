//! Not part of the image: it starts another program.
use std::process::Command;

fn main() {
    Command::new(std::env::args().nth(1).expect("a command")).status().expect("it starts");
}
