require "json"
require "open3"
require "pg"

# Whether the database answers, and which version of its client is there.
run lambda { |_|
  client, = Open3.capture2("pg_isready", "--version")
  [200, { "content-type" => "application/json" }, [JSON.generate(library: PG.library_version, client: client.strip)]]
}
