//! A server that reads its configuration, templates, static files and migrations when it runs, and writes to a folder.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::{env, fs};

const BUILT: &str = include_str!(concat!(env!("OUT_DIR"), "/built.txt"));

fn page() -> std::io::Result<String> {
    let config = fs::read_to_string(env::var("APP_CONFIG").unwrap_or_default())?;
    let title = config.trim().rsplit("= ").next().unwrap_or("");
    let migrations = fs::read_dir("migrations")?.count();
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("static/site.css").exists();
    let template = fs::read_to_string("templates/index.html")?;
    fs::write("data/last", title)?;
    Ok(template.replace("{title}", title).replace("{built}", BUILT).replace("{migrations}", &migrations.to_string()).replace("{manifest}", &manifest.to_string()))
}

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let lines: Vec<String> = BufReader::new(&stream).lines().map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
    let line = lines.first().cloned().unwrap_or_default();
    let path = line.split(' ').nth(1).unwrap_or("/");
    let body = if path == "/" { page()? } else { fs::read_to_string(format!(".{path}")).unwrap_or_default() };
    write!(stream, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len())
}

fn main() -> std::io::Result<()> {
    if env::args().nth(1).as_deref() == Some("--check") {
        let mut stream = TcpStream::connect("127.0.0.1:8080")?;
        stream.write_all(b"GET / HTTP/1.0\r\n\r\n")?;
        let mut text = String::new();
        stream.read_to_string(&mut text)?;
        std::process::exit(if text.contains("Assets") { 0 } else { 1 });
    }
    for stream in TcpListener::bind("0.0.0.0:8080")?.incoming() {
        answer(stream?)?;
    }
    Ok(())
}
