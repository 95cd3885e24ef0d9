//! Prints a SHA-256 digest that the system's OpenSSL makes, and whether the system's certificates can be read.
use openssl::hash::{hash, MessageDigest};
use openssl::x509::store::X509StoreBuilder;

fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let digest = hash(MessageDigest::sha256(), text.as_bytes()).expect("a digest");
    let hex: String = digest.iter().map(|b| format!("{b:02x}")).collect();
    X509StoreBuilder::new().expect("a store").set_default_paths().expect("default paths");
    let bundle = openssl_probe();
    println!("{hex} OpenSSL {}, certificates: {bundle}", openssl::version::number() >> 28);
}

/// Whether the bundle at OpenSSL's default place holds certificates.
fn openssl_probe() -> bool {
    let text = std::fs::read_to_string("/etc/ssl/certs/ca-certificates.crt").unwrap_or_default();
    openssl::x509::X509::stack_from_pem(text.as_bytes()).is_ok_and(|found| !found.is_empty())
}
