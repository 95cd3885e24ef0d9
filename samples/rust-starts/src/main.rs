//! Starts git, which the full image has and a slim one lacks.
use std::process::Command;

fn main() {
    let made = Command::new("git").args(["init", "-q", "/tmp/r"]).status().expect("git starts");
    println!("a repository: {}, at home in {}", made.success(), std::env::args().nth(1).unwrap_or_default());
}
