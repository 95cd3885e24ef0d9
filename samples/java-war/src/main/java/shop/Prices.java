package shop;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

@WebServlet("/price/*")
public class Prices extends HttpServlet {
    private static final Map<String, Integer> PRICES = Map.of("tea", 4, "cocoa", 5);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String name = request.getPathInfo() == null ? "" : request.getPathInfo().substring(1);
        Integer price = PRICES.get(name);
        if (price == null) {
            response.sendError(404, "no such thing");
            return;
        }
        response.setContentType("text/plain");
        response.getWriter().print(name + " costs " + price);
    }
}
