package wild;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves a folder beside it, and says what memory it was given. */
public final class Wild {
    public static void main(String[] args) throws IOException {
        Path root = Path.of("static").toAbsolutePath().normalize();
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/", exchange -> {
            Path file = root.resolve("." + exchange.getRequestURI().getPath()).normalize();
            boolean found = file.startsWith(root) && Files.isRegularFile(file);
            byte[] answer = found ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(found ? 200 : 404, found ? answer.length : -1);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        System.out.println("memory " + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB");
    }
}
