//! What the server says.
pub fn greeting(path: &str) -> String {
    format!("greetings from {path}\n")
}
