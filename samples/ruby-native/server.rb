require "checksum"
require "webrick"

server = WEBrick::HTTPServer.new(Port: 8080, AccessLog: [])
server.mount_proc("/") do |request, response|
  response.content_type = "text/plain"
  response.body = format("%08x\n", Checksum.of(request.query["text"].to_s))
end
trap("TERM") { server.shutdown }
server.start
