package shop;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A list of goods as JSON, and the front end, whose bundle is part of the archive. */
public final class Shop {
    record Goods(String name, int price) {
    }

    private static final List<Goods> GOODS = List.of(new Goods("tea", 4), new Goods("cocoa", 5));

    public static void main(String[] args) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/api/goods", exchange -> answer(exchange, 200, new Gson().toJson(Map.of("goods", GOODS)).getBytes(StandardCharsets.UTF_8)));
        server.createContext("/", Shop::frontEnd);
        server.start();
    }

    private static void frontEnd(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try (InputStream file = Shop.class.getResourceAsStream("/site" + (path.equals("/") ? "/index.html" : path))) {
            answer(exchange, file == null ? 404 : 200, file == null ? new byte[0] : file.readAllBytes());
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }
}
