#!/usr/bin/env python3
"""refresh_go_modules: make msbgen/ecosystems/go/modules.toml from the modules themselves.

    python -m tools.refresh_go_modules [--check]

The go command fetches the modules of SEEDS, FORMER and COMMON and those that they need, in one module of its own; each is then read with
msbgen's own reader of Go files, as a build for Linux with cgo reads it. Needs `go` and the network. With --check nothing is
written; the exit status is 1 if the table is not what the modules say.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.header import header, selected
from msbgen.ecosystems.go.project import is_standard
from msbgen.ecosystems.go.reads import tells
from msbgen.ecosystems.go.sources import Source
from msbgen.ecosystems.go.table import reads_table
from msbgen.understand.context import Context
from tools.compile_tables import compiled

TABLE = Path(__file__).resolve().parents[1] / "msbgen/ecosystems/go/modules.toml"

#: what programs in containers are most often made with: routers, databases, queues, clouds, observability, command lines, formats
SEEDS = """
github.com/gin-gonic/gin github.com/gin-contrib/cors github.com/labstack/echo/v4 github.com/gofiber/fiber/v2 github.com/go-chi/chi/v5
github.com/go-chi/cors github.com/gorilla/mux github.com/gorilla/websocket github.com/gorilla/handlers github.com/gorilla/sessions
github.com/julienschmidt/httprouter github.com/valyala/fasthttp github.com/rs/cors github.com/urfave/negroni github.com/go-resty/resty/v2
github.com/spf13/cobra github.com/spf13/viper github.com/spf13/pflag github.com/urfave/cli/v2 github.com/joho/godotenv
github.com/caarlos0/env/v11 github.com/kelseyhightower/envconfig github.com/fsnotify/fsnotify
go.uber.org/zap github.com/sirupsen/logrus github.com/rs/zerolog gopkg.in/natefinch/lumberjack.v2
github.com/jackc/pgx/v5 github.com/jackc/pgx/v4 github.com/lib/pq github.com/go-sql-driver/mysql github.com/mattn/go-sqlite3
github.com/jmoiron/sqlx gorm.io/gorm gorm.io/driver/postgres gorm.io/driver/mysql gorm.io/driver/sqlite github.com/Masterminds/squirrel
github.com/golang-migrate/migrate/v4 github.com/pressly/goose/v3 github.com/uptrace/bun modernc.org/sqlite github.com/glebarez/sqlite
github.com/redis/go-redis/v9 github.com/go-redis/redis/v8 github.com/gomodule/redigo go.mongodb.org/mongo-driver go.etcd.io/bbolt
github.com/dgraph-io/badger/v4 github.com/elastic/go-elasticsearch/v8 github.com/bradfitz/gomemcache
google.golang.org/grpc google.golang.org/protobuf github.com/golang/protobuf github.com/grpc-ecosystem/grpc-gateway/v2 github.com/grpc-ecosystem/go-grpc-middleware
github.com/nats-io/nats.go github.com/rabbitmq/amqp091-go github.com/streadway/amqp github.com/segmentio/kafka-go github.com/IBM/sarama
github.com/confluentinc/confluent-kafka-go github.com/eclipse/paho.mqtt.golang
github.com/prometheus/client_golang go.opentelemetry.io/otel go.opentelemetry.io/otel/sdk go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp
github.com/getsentry/sentry-go
github.com/aws/aws-sdk-go github.com/aws/aws-sdk-go-v2/config github.com/aws/aws-sdk-go-v2/service/s3 github.com/aws/aws-lambda-go
github.com/minio/minio-go/v7 cloud.google.com/go/storage
github.com/stretchr/testify github.com/google/uuid github.com/gofrs/uuid github.com/satori/go.uuid github.com/google/go-cmp github.com/pkg/errors
github.com/golang-jwt/jwt/v5 github.com/golang-jwt/jwt/v4 github.com/dgrijalva/jwt-go github.com/go-playground/validator/v10 github.com/shopspring/decimal
gopkg.in/yaml.v2 gopkg.in/yaml.v3 github.com/BurntSushi/toml github.com/pelletier/go-toml/v2 github.com/json-iterator/go github.com/goccy/go-json
github.com/tidwall/gjson github.com/mitchellh/mapstructure github.com/robfig/cron/v3 github.com/patrickmn/go-cache github.com/samber/lo
github.com/golang/mock go.uber.org/mock github.com/swaggo/swag github.com/swaggo/gin-swagger github.com/swaggo/http-swagger github.com/99designs/gqlgen
github.com/graphql-go/graphql github.com/a-h/templ github.com/PuerkitoBio/goquery github.com/yuin/goldmark github.com/microcosm-cc/bluemonday
golang.org/x/crypto golang.org/x/net golang.org/x/sync golang.org/x/sys golang.org/x/text golang.org/x/time golang.org/x/oauth2 golang.org/x/exp
golang.org/x/image golang.org/x/mod golang.org/x/term golang.org/x/tools
github.com/miekg/dns github.com/hashicorp/consul/api github.com/hashicorp/go-multierror github.com/hashicorp/golang-lru/v2 github.com/cenkalti/backoff/v4
github.com/go-kit/kit github.com/go-telegram-bot-api/telegram-bot-api/v5 github.com/bwmarrin/discordgo github.com/slack-go/slack
github.com/h2non/bimg github.com/disintegration/imaging k8s.io/client-go github.com/urfave/cli github.com/ebitengine/purego
github.com/prometheus/client_golang/prometheus/promhttp github.com/gin-contrib/gzip github.com/gin-contrib/sessions github.com/go-chi/render
go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp
go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetricgrpc go.opentelemetry.io/otel/exporters/otlp/otlpmetric/otlpmetrichttp
go.opentelemetry.io/otel/exporters/stdout/stdouttrace go.opentelemetry.io/otel/exporters/prometheus go.opentelemetry.io/contrib/exporters/autoexport
go.opentelemetry.io/contrib/propagators/autoprop github.com/shirou/gopsutil/v3/host github.com/DATA-DOG/go-sqlmock github.com/rubenv/sql-migrate
github.com/jinzhu/copier github.com/google/go-querystring/query github.com/sashabaranov/go-openai github.com/fatih/color github.com/dustin/go-humanize
github.com/mailru/easyjson github.com/golang/snappy github.com/klauspost/compress github.com/pierrec/lz4/v4 github.com/xdg-go/scram
firebase.google.com/go/v4 github.com/go-openapi/runtime github.com/asaskevich/govalidator github.com/jackc/pgx github.com/xuri/excelize/v2
github.com/hashicorp/go-retryablehttp github.com/hashicorp/golang-lru github.com/gorilla/schema github.com/valyala/quicktemplate
go.uber.org/automaxprocs/maxprocs github.com/h2non/filetype github.com/KyleBanks/depth github.com/stripe/stripe-go/v76 github.com/sendgrid/sendgrid-go
github.com/microsoft/go-mssqldb github.com/emersion/go-smtp github.com/skip2/go-qrcode github.com/cespare/xxhash github.com/oklog/ulid/v2
"""
#: what older projects list, which newer versions of the same modules no longer need
FORMER = """
github.com/golang-jwt/jwt github.com/gorilla/context github.com/hashicorp/hcl github.com/magiconair/properties github.com/spf13/jwalterweatherman
github.com/spf13/cast github.com/pelletier/go-toml github.com/sagikazarmark/slog-shim github.com/matttproud/golang_protobuf_extensions github.com/pmezard/go-difflib
github.com/rogpeppe/go-internal github.com/kr/pretty github.com/kr/text gopkg.in/check.v1 gopkg.in/ini.v1 gopkg.in/mgo.v2 github.com/chenzhuoyu/base64x
github.com/chenzhuoyu/iasm github.com/cloudwego/iasm github.com/go-stack/stack github.com/youmark/pkcs8 github.com/josharian/intern github.com/ugorji/go/codec
github.com/go-chi/chi github.com/labstack/echo github.com/golang/groupcache google.golang.org/appengine go.opencensus.io golang.org/x/xerrors
cloud.google.com/go/compute github.com/golang/glog github.com/gogo/protobuf github.com/ajg/form github.com/munnerz/goautoneg github.com/oklog/ulid
github.com/kballard/go-shellquote modernc.org/opt modernc.org/strutil modernc.org/token modernc.org/cc/v3 modernc.org/ccgo/v3 lukechampine.com/uint128
github.com/grpc-ecosystem/go-grpc-prometheus github.com/nu7hatch/gouuid github.com/go-gorp/gorp/v3 github.com/denisenkom/go-mssqldb github.com/jinzhu/gorm
github.com/cockroachdb/apd github.com/jackc/fake github.com/go-openapi/analysis github.com/go-openapi/loads github.com/go-openapi/validate
github.com/go-openapi/swag github.com/xdg-go/pbkdf2 go.opentelemetry.io/collector/pdata github.com/caarlos0/env/v8 github.com/go-redis/cache/v8
github.com/vmihailenco/go-tinylfu github.com/go-faster/errors github.com/segmentio/asm github.com/sethvargo/go-envconfig github.com/bmizerany/assert
github.com/gopherjs/gopherjs github.com/jtolds/gls github.com/smartystreets/assertions github.com/smartystreets/goconvey
"""
#: what at least four of two hundred public go.mod files list beside these, linters and tests apart, or what a server of that many uses
COMMON = """
github.com/benbjohnson/clock go.uber.org/goleak google.golang.org/grpc/cmd/protoc-gen-go-grpc
github.com/apache/beam/sdks/v2 github.com/google/go-licenses/v2 github.com/google/licenseclassifier/v2 github.com/onsi/ginkgo golang.org/x/telemetry
bitbucket.org/creachadair/shell cloud.google.com/go/logging cloud.google.com/go/profiler cloud.google.com/go/spanner cloud.google.com/go/trace
dario.cat/mergo github.com/Azure/azure-sdk-for-go/sdk/azcore
github.com/Azure/azure-sdk-for-go/sdk/azidentity github.com/Azure/azure-sdk-for-go/sdk/internal github.com/Azure/azure-sdk-for-go/sdk/storage/azblob
github.com/Azure/go-ansiterm github.com/Azure/go-autorest/autorest/to github.com/AzureAD/microsoft-authentication-library-for-go
github.com/GoogleCloudPlatform/grpc-gcp-go/grpcgcp github.com/Masterminds/goutils github.com/Masterminds/semver github.com/Masterminds/semver/v3
github.com/Masterminds/sprig github.com/Microsoft/go-winio github.com/VividCortex/ewma github.com/alecthomas/chroma/v2 github.com/alecthomas/units
github.com/avast/retry-go/v4 github.com/aws/aws-sdk-go-v2/feature/s3/manager github.com/aws/aws-sdk-go-v2/internal/ini github.com/bep/godartsass/v2
github.com/bep/golibsass github.com/bgentry/speakeasy github.com/bits-and-blooms/bitset github.com/blang/semver/v4 github.com/bufbuild/protocompile
github.com/census-instrumentation/opencensus-proto github.com/charmbracelet/colorprofile github.com/charmbracelet/x/ansi
github.com/charmbracelet/x/term github.com/cheggaaa/pb/v3 github.com/clbanning/mxj/v2 github.com/clipperhouse/displaywidth
github.com/clipperhouse/uax29/v2 github.com/cockroachdb/cockroach-go/v2 github.com/containerd/containerd github.com/containerd/continuity
github.com/containerd/errdefs github.com/containerd/errdefs/pkg github.com/containerd/log github.com/containerd/platforms
github.com/coreos/go-oidc/v3 github.com/coreos/go-semver github.com/coreos/go-systemd/v22 github.com/dgryski/go-sip13 github.com/dgryski/go-topk
github.com/distribution/reference github.com/dlclark/regexp2 github.com/docker/cli github.com/docker/distribution github.com/docker/docker
github.com/docker/docker-credential-helpers github.com/docker/go-connections github.com/docker/go-metrics github.com/docker/go-units
github.com/emicklei/go-restful/v3 github.com/evanphx/json-patch/v5 github.com/fullstorydev/grpcurl github.com/fxamacker/cbor/v2
github.com/gdamore/tcell/v2 github.com/go-kit/log github.com/go-logfmt/logfmt github.com/go-openapi/swag/jsonname github.com/go-redis/redis
github.com/gobwas/glob github.com/gofrs/flock github.com/gohugoio/hashstructure github.com/golang-cz/devslog github.com/google/btree
github.com/google/cel-go github.com/google/certificate-transparency-go github.com/google/gnostic-models github.com/google/gofuzz
github.com/google/pprof github.com/google/shlex github.com/google/trillian github.com/grpc-ecosystem/go-grpc-middleware/providers/prometheus
github.com/grpc-ecosystem/go-grpc-middleware/v2 github.com/hashicorp/go-immutable-radix github.com/hashicorp/go-sockaddr
github.com/hashicorp/go-version github.com/huandu/xstrings github.com/imdario/mergo github.com/jackc/pgerrcode github.com/jessevdk/go-flags
github.com/jhump/protoreflect github.com/jonboulle/clockwork github.com/jpillora/backoff github.com/kylelemons/godebug
github.com/letsencrypt/pkcs11key/v4 github.com/lucasb-eyer/go-colorful github.com/miekg/pkcs11 github.com/mitchellh/copystructure
github.com/mitchellh/go-homedir github.com/mitchellh/go-wordwrap github.com/mitchellh/reflectwalk github.com/moby/docker-image-spec
github.com/moby/sys/atomicwriter github.com/moby/sys/sequential github.com/moby/sys/user github.com/moby/sys/userns github.com/moby/term
github.com/mwitkow/go-conntrack github.com/mwitkow/go-proto-validators github.com/ncabatoff/fakescraper github.com/ncabatoff/go-seq
github.com/olekukonko/tablewriter github.com/opencontainers/go-digest github.com/opencontainers/image-spec github.com/otiai10/copy
github.com/pkg/browser github.com/prometheus/exporter-toolkit github.com/prometheus/prometheus github.com/pseudomuto/protoc-gen-doc
github.com/pseudomuto/protokit github.com/rivo/tview github.com/ryanuber/go-glob github.com/santhosh-tekuri/jsonschema/v6 github.com/sergi/go-diff
github.com/soheilhy/cmux github.com/stretchr/objx github.com/tdewolff/parse/v2 github.com/tmc/grpc-websocket-proxy github.com/tomasen/realip
github.com/transparency-dev/merkle github.com/vishvananda/netlink github.com/vishvananda/netns github.com/weppos/publicsuffix-go
github.com/x448/float16 github.com/xiang90/probing github.com/xo/terminfo github.com/yuin/gopher-lua github.com/zmap/zcrypto go.etcd.io/etcd/api/v3
go.etcd.io/etcd/client/pkg/v3 go.etcd.io/etcd/client/v3 go.etcd.io/etcd/etcdctl/v3 go.etcd.io/etcd/etcdutl/v3 go.etcd.io/etcd/pkg/v3
go.etcd.io/etcd/server/v3 go.etcd.io/etcd/v3 go.etcd.io/raft/v3 go.yaml.in/yaml/v2 gopkg.in/evanphx/json-patch.v4 gopkg.in/inf.v0 k8s.io/api
k8s.io/apiextensions-apiserver k8s.io/apimachinery k8s.io/component-base k8s.io/klog/v2 k8s.io/kube-openapi k8s.io/utils
sigs.k8s.io/controller-runtime sigs.k8s.io/json sigs.k8s.io/randfill sigs.k8s.io/structured-merge-diff/v4 sigs.k8s.io/structured-merge-diff/v6
sigs.k8s.io/yaml
"""
#: what is developed no more, or cannot be had in its newest version, or does not go together with the newest versions of what it needs
APART = """
github.com/astaxie/beego@v1.12.0 github.com/buaazp/fasthttprouter@v0.1.1 github.com/dimfeld/httptreemux@v5.0.1+incompatible
github.com/guregu/kami@v2.2.1+incompatible github.com/shiena/ansicolor@v0.0.0-20200904210342-c7312218db18 github.com/zenazn/goji@v0.9.0
contrib.go.opencensus.io/exporter/stackdriver@v0.13.14 github.com/google/go-licenses/v2@v2.0.1 github.com/ugorji/go@v1.1.4
gopkg.in/go-playground/validator.v8@v8.18.2 github.com/go-ini/ini@v1.67.0
"""

#: imports of the standard library, and of modules, that start programs or load libraries by name
STARTS = frozenset({"os/exec", "plugin", "golang.org/x/sys/execabs", "github.com/ebitengine/purego"})
SELECTORS = {
    "os": {"StartProcess"},
    "syscall": {"Exec", "ForkExec", "StartProcess"},
    "golang.org/x/sys/unix": {"Exec"},
    "github.com/joho/godotenv": {"Exec"},
    "github.com/swaggo/swag": {"New"},
}
#: packages that start a program only as said here, which changes nothing in a smaller image: it is the program itself, one that
#: a file of the user's names (and that the Dockerfile then installs), or one without which the package does the same
INNOCENT = {
    "cloud.google.com/go/auth/credentials/internal/externalaccount": "what a credentials file of the user names",
    "cloud.google.com/go/auth/internal/transport/cert": "what a certificate configuration of the user names",
    "github.com/astaxie/beego/grace": "itself, to restart",
    "github.com/aws/aws-sdk-go-v2/credentials/processcreds": "what an AWS configuration of the user names",
    "github.com/aws/aws-sdk-go/aws/credentials/plugincreds": "what its caller names",
    "github.com/aws/aws-sdk-go/aws/credentials/processcreds": "what an AWS configuration of the user names",
    "github.com/gofiber/fiber/v2": "itself, for prefork; `sh --version` only to warn",
    "github.com/gofiber/fiber/v2/internal/gopsutil/common": "sysctl, only for processes that the monitor does not ask about",
    "github.com/gofiber/fiber/v2/internal/gopsutil/cpu": "getconf CLK_TCK, 100 without it, as everywhere on Linux",
    "github.com/google/gnostic-models/compiler": "what its caller names, and client-go names nothing",
    "github.com/googleapis/enterprise-certificate-proxy/client": "what a certificate configuration of the user names",
    "github.com/minio/minio-go/v7/pkg/credentials": "what an AWS configuration of the user names",
    "github.com/twitchyliquid64/golang-asm/dwarf": "the C linker, on AIX",
    "github.com/valyala/fasthttp/prefork": "itself",
    "go.mongodb.org/mongo-driver/mongo": "mongocryptd, for client-side encryption, which no Go image has",
    "go.mongodb.org/mongo-driver/v2/mongo": "mongocryptd, for client-side encryption, which no Go image has",
    "golang.org/x/oauth2/google/externalaccount": "what a credentials file of the user names",
    "golang.org/x/sys/unix": "what its caller names",
    "google.golang.org/api/internal/cert": "what a certificate configuration of the user names",
    "k8s.io/client-go/plugin/pkg/client/auth/exec": "what a kubeconfig of the user names",
    "modernc.org/libc": "sh, where translated C code calls system(3); SQLite does not",
}
#: packages that start programs only in these functions, which their caller must call itself
FUNCTIONS = {
    "github.com/joho/godotenv": ("Exec",),
    "github.com/swaggo/swag": ("New",),
}
#: package and trait of system.toml that it comes to only as said here, which a source of the program then shows
SHOWN = {
    ("github.com/gin-gonic/gin/binding", "timezones"): "for the tag time_location of a field",
    ("github.com/go-playground/validator/v10", "timezones"): "for the tag timezone of a field",
}
#: a longer list of packages stands as all of the module
_MOST = 6
#: packages that start these programs and no other, by their literal names, and that go on where one is not there
PROGRAMS = {
    "github.com/gdamore/tcell/v2/terminfo/dynamic": ("infocmp",),  # for a terminal that is not built in
}
LINUX = Target("linux", None, True, frozenset())
WITHOUT_CGO = Target("linux", None, False, frozenset())


@dataclass
class Package:
    """One package of a module, as a build for Linux reads it."""

    imports: set[str] = field(default_factory=set)
    cgo: bool = False
    dynamic: bool = False
    starts: bool = False
    main: bool = False
    #: traits of system.toml
    reads: set[str] = field(default_factory=set)
    programs: tuple[str, ...] = ()


def go(folder: str, *words: str) -> str:
    env = {**os.environ, "GOFLAGS": "-mod=mod", "GOWORK": "off"}
    done = subprocess.run(["go", *words], cwd=folder, env=env, text=True, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"go {' '.join(words)}: {done.stderr.strip().splitlines()[-1] if done.stderr.strip() else 'failed'}")
    return done.stdout


def fetched(folder: str) -> Iterator[tuple[str, str, Path]]:
    """Module path, version and folder of all modules, fetched."""
    go(folder, "mod", "init", "example.com/modules")
    for seed in (SEEDS + FORMER + COMMON).split():
        try:
            go(folder, "get", f"{seed}@latest")
        except RuntimeError as error:
            print(f"left out: {seed}: {error}", file=sys.stderr)
    text = "".join(go(folder, "mod", "download", "-json", *words) for words in ((), *([each] for each in APART.split())))
    decoder = json.JSONDecoder()
    while text.strip():
        row, end = decoder.raw_decode(text.lstrip())
        text = text.lstrip()[end:]
        if row.get("Dir"):
            yield row["Path"], row["Version"], Path(row["Dir"])


def packages(root: Path) -> dict[str, Package]:
    """All packages of a module, by their folder relative to its top."""
    found: dict[str, Package] = {}
    context = Context(root, ignore="")
    for path in sorted(root.rglob("*.go")):
        parts = path.relative_to(root).parts
        if path.name.endswith("_test.go") or any(p == "testdata" or p == "vendor" or p[0] in "_." for p in parts[:-1]):
            continue
        text = path.read_text(errors="replace")
        head = header(text)
        if head.package is None or head.package == "documentation":
            continue
        name = "/".join(parts[:-1]) or "."
        if head.dynamic and head.fits(path.name, WITHOUT_CGO) is not False:
            found.setdefault(name, Package()).dynamic = True
        if head.fits(path.name, LINUX) is False:
            continue
        package = found.setdefault(name, Package())
        package.main |= head.package == "main"
        package.imports |= {i.path for i in head.imports}
        package.cgo |= any(i.path == "C" for i in head.imports)
        package.starts |= bool(STARTS & {i.path for i in head.imports}) or _selects(text)
        source = Source(str(path), "/".join(parts), context)
        package.reads |= {row.trait for row in reads_table() if row.trait not in package.reads and (package.cgo or tells(source, row))}
    return found


def _selects(text: str) -> bool:
    for each in header(text).imports:
        names = SELECTORS.get(each.path, set())
        if names and any(n in text for n in names) and any((each.local, n) in selected(text) for n in names):
            return True
    return False


def table() -> dict[str, dict[str, object]]:
    """The rows, by module path."""
    every: dict[str, dict[str, Package]] = {}
    versions: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for path, version, root in fetched(folder):
            every[path], versions[path] = packages(root), version
    by_import = {(m if p == "." else f"{m}/{p}"): package for m, found in every.items() for p, package in found.items()}
    rows: dict[str, dict[str, object]] = {}
    for name, trait in SHOWN:
        if name in by_import:
            by_import[name].reads.discard(trait)
    reads = {path: _reads({n: p for n, p in found.items() if _importable(n, p)}, by_import) for path, found in every.items()}
    for name in (*INNOCENT, *FUNCTIONS):
        if name in by_import:
            by_import[name].starts = False
    for name, programs in PROGRAMS.items():
        if name in by_import:
            by_import[name].starts, by_import[name].programs = False, programs
    for name in FUNCTIONS:
        if name in by_import:  # only those functions lead on
            by_import[name].imports.clear()
    for path in sorted(every):
        row: dict[str, object] = {"version": versions[path]}
        found = {name: package for name, package in every[path].items() if _importable(name, package)}
        for trait in ("cgo", "dynamic", "starts"):
            picked = [name for name, package in found.items() if _reaches(package, trait, by_import)]
            if picked:
                row[trait] = _folded(picked, set(found))
        for program in sorted({p for some in PROGRAMS.values() for p in some}):
            picked = [n for n, package in found.items() if any(program in each.programs for each in _led_to(package, by_import))]
            if picked:
                row["programs"] = {program: _folded(picked, set(found))}
        if reads[path]:
            row["reads"] = reads[path]
        if path in FUNCTIONS:
            row["functions"] = list(FUNCTIONS[path])
        if "." in every[path] and every[path]["."].main:
            row["program"] = True
        rows[path] = row
    return rows


def _importable(name: str, package: Package) -> bool:
    """Whether a program of another module can import it; tests' helpers and examples apart."""
    parts = set(name.split("/"))
    return not package.main and not parts & {"internal", "cmd", "example", "examples", "_examples", "benchmark"} and not any("test" in p for p in parts)


def _folded(names: list[str], every: set[str]) -> list[str]:
    """The names, a folder with all that lies below it as `folder/...` where three or more lie there."""
    left, out = set(names), []
    for folder in sorted({"/".join(n.split("/")[:k]) for n in names for k in range(1, n.count("/") + 2)}, key=lambda f: (f.count("/"), f)):
        below = {n for n in every if n == folder or n.startswith(folder + "/")}
        if len(below & left) >= 3 and below <= set(names):
            out.append(folder + "/...")
            left -= below
    return sorted([*out, *left])


def _reaches(package: Package, trait: str, by_import: dict[str, Package]) -> bool:
    """Whether a package, or one that it leads to, has a trait."""
    return any(getattr(each, trait) for each in _led_to(package, by_import))


def _reads(found: dict[str, Package], by_import: dict[str, Package]) -> dict[str, list[str]]:
    """The packages of a module by what they may come to."""
    picked = {t: [name for name, package in found.items() if _takes(package, t, by_import)] for t in sorted({row.trait for row in reads_table()})}
    folded = {trait: _folded(names, set(found)) for trait, names in picked.items() if names}
    return {trait: names if len(names) <= _MOST else ["..."] for trait, names in folded.items()}


def _takes(package: Package, trait: str, by_import: dict[str, Package]) -> bool:
    """Whether a package, or one that it leads to, may come to what a trait of system.toml stands for; one that is not at hand may."""
    return any(trait in each.reads or any(not is_standard(i) and i not in by_import for i in each.imports) for each in _led_to(package, by_import))


def _led_to(package: Package, by_import: dict[str, Package]) -> Iterator[Package]:
    """A package, and all that it leads to."""
    seen: set[int] = set()
    todo = [package]
    while todo:
        each = todo.pop()
        if id(each) not in seen:
            seen.add(id(each))
            yield each
            todo.extend(by_import[i] for i in each.imports if i in by_import)


def written(rows: dict[str, dict[str, object]]) -> str:
    lines = [
        "# Go modules: which of their packages use cgo, link to shared libraries without it, or lead to code that starts other programs,",
        "# and which may come to what system.toml tells of the standard library (`reads`).",
        "# Made by tools/refresh_go_modules.py from the modules themselves, at the versions named; do not edit.",
        'source = "the modules, fetched and read by tools/refresh_go_modules.py"',
        f"checked = {datetime.date.today().isoformat()}",
        "",
        "[modules]",
    ]
    for path, row in rows.items():
        body = ", ".join(f"{k} = {_inline(v)}" for k, v in row.items())
        lines.append(f"{json.dumps(path)} = {{ {body} }}")
    return "\n".join(lines) + "\n"


def _inline(value: object) -> str:
    """A value as TOML writes it on one line."""
    return "{ " + ", ".join(f"{k} = {json.dumps(v)}" for k, v in value.items()) + " }" if isinstance(value, dict) else json.dumps(value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if the table is stale")
    text = written(table())
    if parser.parse_args().check:
        same = [x for x in text.splitlines() if not x.startswith("checked")] == [x for x in TABLE.read_text().splitlines() if not x.startswith("checked")]
        return int(not same)
    TABLE.write_text(text)
    TABLE.with_suffix(".json").write_text(compiled(TABLE))
    return 0


if __name__ == "__main__":
    sys.exit(main())
