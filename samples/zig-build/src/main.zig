//! Greets over HTTP; the greeting lies in a file beside the sources.
const std = @import("std");

pub fn main() !void {
    const address = try std.net.Address.parseIp("0.0.0.0", 8080);
    var server = try address.listen(.{ .reuse_address = true });
    defer server.deinit();
    while (true) {
        const connection = try server.accept();
        defer connection.stream.close();
        answer(connection) catch |problem| std.log.err("{s}", .{@errorName(problem)});
    }
}

fn answer(connection: std.net.Server.Connection) !void {
    var space: [4096]u8 = undefined;
    var http = std.http.Server.init(connection, &space);
    var request = try http.receiveHead();
    var text: [1024]u8 = undefined;
    const greeting = try std.fs.cwd().readFile("data/greeting.txt", &text);
    try request.respond(greeting, .{ .keep_alive = false });
}
