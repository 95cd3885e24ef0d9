#!/usr/bin/env python3
"""refresh_rust_crates: make msbgen/ecosystems/rust/crates.toml from the crates themselves.

    refresh_rust_crates.py [--check] [--vendored DIR]

cargo fetches the crates of SEEDS and FORMER, and all that they need, for every platform; each is then read with msbgen's own reader of Rust
files. Build scripts, tests, examples and programs are not read: the code of a library is. Needs `cargo` and the network, or with
--vendored the folder of an earlier `cargo vendor --versioned-dirs`. Run compile_tables.py afterwards. With --check nothing is written; the exit status is 1 if the
table is not what the crates say.
"""

from __future__ import annotations

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from msbgen.ecosystems.rust.paths import named
from msbgen.ecosystems.rust.sources import starter, worth

TABLE = Path(__file__).resolve().parents[1] / "msbgen/ecosystems/rust/crates.toml"

#: what servers and tools in containers are most often made with
SEEDS = """
actix-web actix-cors actix-files actix-rt actix-web-actors axum axum-extra tower tower-http hyper hyper-util warp rocket rocket_dyn_templates tide poem salvo tonic tonic-health tonic-reflection prost
tokio tokio-util tokio-stream tokio-rustls tokio-native-tls tokio-tungstenite tungstenite async-std smol futures async-trait rayon crossbeam parking_lot dashmap
serde serde_json serde_yaml toml ron csv bincode rmp-serde quick-xml serde_with serde_urlencoded
reqwest ureq isahc surf native-tls rustls rustls-pemfile rustls-native-certs webpki-roots openssl
sqlx diesel diesel_migrations sea-orm sea-orm-migration tokio-postgres postgres mysql mysql_async rusqlite mongodb redis deadpool-postgres deadpool-redis bb8 r2d2 sled rocksdb
clap structopt dotenv dotenvy config figment envy log env_logger tracing tracing-subscriber tracing-opentelemetry opentelemetry opentelemetry-otlp prometheus metrics metrics-exporter-prometheus sentry slog fern simple_logger pretty_env_logger flexi_logger
chrono chrono-tz time jiff uuid rand regex lazy_static once_cell itertools anyhow thiserror eyre color-eyre bytes base64 hex sha2 md-5 blake3 argon2 bcrypt jsonwebtoken hmac ring aes-gcm
tera askama handlebars minijinja maud rust-embed include_dir mime_guess walkdir tempfile glob notify image
lapin rdkafka async-nats rumqttc aws-config aws-sdk-s3 aws-sdk-dynamodb lambda_runtime lambda_http kube k8s-openapi
juniper async-graphql async-graphql-axum utoipa utoipa-swagger-ui validator rocket_okapi lettre teloxide serenity signal-hook ctrlc num_cpus hostname libc nix mimalloc tikv-jemallocator git2 zip flate2 tar zstd lru moka nom url oauth2 cookie governor strum derive_more rust_decimal bigdecimal ndarray sysinfo
"""
#: what else at least three of fifty public lock files list, or older versions of the above
FORMER = """
actix-multipart actix-multipart-derive actix-tls actix-web-httpauth adler adler32 android-tzdata annotate-snippets askama_escape assert-json-diff
async-compression async-global-executor-trait async-reactor-trait awc aws-http aws-lc-rs aws-lc-sys bit-set bit-vec bon bon-macros bstr buf-min
bytecheck bytecheck_derive bytesize cadence caseless cast cesu8 cmake compression-codecs compression-core comrak console crc32c critical-section
ctor deunicode diesel-async dirs dirs-sys doc-comment docopt dtoa dunce encode_unicode entities enum-as-inner executor-trait finl_unicode
fixedbitset float-cmp fs_extra futf gethostname globset globwalk halfbrown html5ever http-range-header humansize id-arena ignore inherent io-uring
iri-string itoap leb128fmt libflate lru-cache lru-slab maplit markup5ever match_cfg md5 mockito mongocrypt mongocrypt-sys nanorand nodrop
num-bigint-dig num-iter oorandom opentelemetry-semantic-conventions os_str_bytes overload p12 petgraph phf_codegen phf_generator phf_macros
pinky-swear pkcs1 precomputed-hash predicates predicates-core predicates-tree prettyplease primeorder proc-macro-error-attr3 proc-macro-error3
ptr_meta ptr_meta_derive quick_cache quinn quinn-proto quinn-udp rand_pcg reactor-trait remove_dir_all rend rkyv rkyv_derive rsa sailfish
sanitize-filename sea-query-binder seahash serde_plain sha-1 simd-json simd_cesu8 similar slog-async slog-envlogger slog-mozlog-json slog-scope
slog-stdlog slog-term slug snap sqlformat string_cache string_cache_codegen syntect tendril term terminal_size termtree tinytemplate tinyvec_macros
tokio-io-timeout tokio-pg-mapper tokio-pg-mapper-derive tokio-retry typed-arena typed-builder-macro unicode_categories v_eval v_jsonescape
validator_derive value-trait wasip3 winreg woothee xml-rs yaml-rust yansi-term yarte yarte_codegen yarte_derive yarte_helpers yarte_hir yarte_parser
yasna
"""
#: features that bring code which the default ones do not
FEATURES = {
    "diesel": ("postgres", "mysql", "sqlite", "r2d2"),
    "sea-orm": ("sqlx-all", "runtime-tokio-native-tls"),
    "sqlx": ("runtime-tokio", "postgres", "mysql", "sqlite", "migrate"),
    "tokio": ("full",),
}
#: crates that start a program only as said here, which changes nothing in a smaller image: while the program is compiled, on
#: another system, or only what the caller names (which is looked for in the caller)
INNOCENT = {
    "android_system_properties": "on Android",
    "async-process": "what its caller names",
    "autocfg": "in build scripts",
    "aws-config": "what an AWS configuration of the user names",
    "aws-lc-sys": "in its build script",
    "bindgen": "in build scripts",
    "built": "in build scripts",
    "cc": "in build scripts",
    "clang-sys": "in build scripts",
    "cmake": "in build scripts",
    "core-foundation": "on Apple's systems",
    "diesel": "in a test",
    "find-msvc-tools": "in build scripts",
    "findshlibs": "in a test",
    "fuchsia-zircon": "on Fuchsia",
    "gethostname": "in a test",
    "jiff": "on Android",
    "jobserver": "in build scripts",
    "kqueue": "on the BSDs",
    "kube-client": "what a kubeconfig of the user names",
    "libc": "what its caller names",
    "libloading": "what its caller names",
    "libz-sys": "in its build script",
    "mongodb": "mongocryptd, for client-side encryption, which no Rust image has",
    "native-tls": "in a test",
    "nix": "what its caller names",
    "objc2": "on Apple's systems",
    "openssl": "in a test",
    "openssl-sys": "in its build script",
    "pest_meta": "in a test",
    "pkg-config": "in build scripts",
    "portable-atomic": "in its build script",
    "proc-macro-crate": "in macros, while compiling",
    "redox_users": "on Redox",
    "rustc_version": "in build scripts",
    "rustix": "what its caller names",
    "sailfish-compiler": "in macros, while compiling",
    "skeptic": "in build scripts",
    "sqlx-macros-core": "in macros, while compiling",
    "stdweb-internal-macros": "in macros, while compiling",
    "string_cache_codegen": "in build scripts",
    "sysinfo": "on Apple's systems",
    "terminal_size": "in a test",
    "tokio": "what its caller names",
    "version_check": "in build scripts",
    "windows-implement": "in a test",
    "yarte_helpers": "in macros, while compiling",
    "zip": "in a test",
}
#: crates whose C code, or the library that they link to, loads plugins of the system or starts programs, by their documentation
FOREIGN = {
    "curl-sys": "links to libcurl, which may load engines",
    "librocksdb-sys": "holds C++ code that loads libraries by name",
    "rdkafka-sys": "holds C code that loads plugins and SASL mechanisms",
    "sasl2-sys": "loads SASL mechanisms of the system",
    "magick_rust": "loads coders of the system",
    "mysqlclient-sys": "links to libmariadb, which loads plugins to log in",
    "odbc-sys": "loads database drivers of the system",
    "krb5-src": "loads plugins of the system",
    "pyo3": "runs Python, which loads modules",
    "pyo3-ffi": "runs Python, which loads modules",
}
#: crates whose library is more than a shared object: the Debian package that holds it with its plugins
PACKAGES = {"mysqlclient-sys": "libmariadb3", "odbc-sys": "libodbc2", "sasl2-sys": "libsasl2-modules"}
#: crates that read the system's time zones by name, by their documentation
ZONES = ("chrono", "jiff", "tz-rs", "tzfile", "localzone", "iana-time-zone")
#: crates that declare another system's functions, of which no program for Linux has any
ELSEWHERE = ("windows", "winapi", "web-sys", "js-sys", "objc2", "wasi", "core-foundation", "security-framework", "ndk")
ASIDE = {"tests", "testing", "test", "benches", "examples", "ci", "fuzz"}


def sources(crate: Path) -> Iterator[Path]:
    """The files of a crate's library."""
    script = tomllib.loads((crate / "Cargo.toml").read_text())["package"].get("build")
    for path in sorted(crate.rglob("*.rs")):
        inside = path.relative_to(crate)
        own = inside.as_posix() in ("src/main.rs", "build.rs", script) or inside.parts[:2] == ("src", "bin")
        if not own and not ASIDE.intersection(inside.parts) and inside.parts[0] != "build":
            yield path


def why(crate: Path) -> str | None:
    """Why a crate may start programs or load libraries by name."""
    for path in sources(crate):
        text = path.read_text(errors="replace")
        if worth(text) and any(starter(name) for name in named(text)):
            return f"may start programs ({path.relative_to(crate).as_posix()})"
    return None


def vendored(folder: Path) -> Path:
    """Fetch everything below a folder."""
    (folder / "src").mkdir()
    (folder / "src/lib.rs").write_text("")
    rows = [f'{n} = {{ version = "*", features = {json.dumps(FEATURES.get(n, ()))} }}' for n in (SEEDS + FORMER).split()]
    (folder / "Cargo.toml").write_text('[package]\nname = "crates"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n' + "\n".join(rows) + "\n")
    subprocess.run(["cargo", "vendor", "--versioned-dirs", "vendor"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return folder / "vendor"


def table(folder: Path) -> str:
    """The text of the table."""
    found: dict[str, str | None] = {}
    for crate in sorted(p for p in folder.iterdir() if p.is_dir()):
        name = tomllib.loads((crate / "Cargo.toml").read_text())["package"]["name"]
        reason = FOREIGN.get(name) or (None if name in INNOCENT or name.startswith(ELSEWHERE) else why(crate))
        found[name] = reason or found.get(name)
    found.update(FOREIGN)
    quiet = sorted(n for n, reason in found.items() if reason is None)
    lines = [
        "# Crates by whether their code, when the program runs, starts other programs or loads libraries by name.",
        "# Made by tools/refresh_rust_crates.py from the crates themselves; do not edit.",
        'source = "the crates, fetched and read by tools/refresh_rust_crates.py"',
        f"checked = {datetime.date.today()}",
        "",
        "[quiet]",
        'crates = """',
        *_wrapped(quiet),
        '"""',
        "",
        "[zones]",
        f"crates = {json.dumps(list(ZONES))}",
        "",
        "[packages]",
        *(f"{json.dumps(n)} = {json.dumps(package)}" for n, package in PACKAGES.items()),
        "",
        "[starts]",
        *(f"{json.dumps(n)} = {json.dumps(reason)}" for n, reason in sorted(found.items()) if reason is not None),
    ]
    return "\n".join(lines) + "\n"


def _wrapped(words: list[str]) -> Iterator[str]:
    line = ""
    for word in words:
        if len(line) + len(word) > 140:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--vendored", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        text = table(options.vendored or vendored(Path(temporary)))
    if options.check:
        old = TABLE.read_text() if TABLE.exists() else ""
        same = [x for x in old.splitlines() if not x.startswith("checked")] == [x for x in text.splitlines() if not x.startswith("checked")]
        return int(not same)
    TABLE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
