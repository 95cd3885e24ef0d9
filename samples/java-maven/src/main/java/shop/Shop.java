package shop;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A list of goods as JSON; the list is a resource of the archive. */
public final class Shop {
    record Goods(String name, int price) {
    }

    public static void main(String[] args) throws IOException {
        Goods[] goods;
        try (var reader = new InputStreamReader(Shop.class.getResourceAsStream("/goods.json"), StandardCharsets.UTF_8)) {
            goods = new Gson().fromJson(reader, Goods[].class);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
        server.createContext("/goods", exchange -> {
            byte[] answer = new Gson().toJson(Map.of("goods", goods)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }
}
